package taskfleet.kit.postgres;

import java.net.URI;
import java.time.Duration;
import taskfleet.kit.config.Settings;

/**
 * How to reach the service's schema.
 *
 * @param url {@code postgresql://host:port/database}
 * @param poolSize connections that one process holds at most
 * @param acquireTimeout how long a request waits for a free connection
 */
public record DatabaseConfig(
        URI url, String user, String password, String schema, int poolSize, Duration acquireTimeout) {
    private static final int DEFAULT_PORT = 5432;

    public static DatabaseConfig from(Settings settings, String schema) {
        var url = settings.text("DATABASE_URL");
        if (!url.matches("postgresql://[^/?]+/[^/?]+")) {
            settings.reject("DATABASE_URL", "postgresql://host:port/database");
            url = "postgresql://localhost/none";
        }
        return new DatabaseConfig(
                URI.create(url),
                settings.text("DATABASE_USER"),
                settings.text("DATABASE_PASSWORD"),
                schema,
                settings.number("DATABASE_POOL_SIZE", 8, 1, 500),
                settings.duration("DATABASE_ACQUIRE_TIMEOUT", Duration.ofSeconds(5)));
    }

    String host() {
        return url.getHost();
    }

    int port() {
        return url.getPort() == -1 ? DEFAULT_PORT : url.getPort();
    }

    String database() {
        return url.getPath().substring(1);
    }

    String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s".formatted(host(), port(), database());
    }
}
