package taskfleet.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.FleetFailure;
import taskfleet.local.process.Program;
import taskfleet.local.process.Readiness;
import taskfleet.local.process.RunDirectory;

/** The fleet's Postgres: one database, in which every service has its own schema. */
public final class PostgresServer implements Part {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration CREATION_LIMIT = Duration.ofSeconds(60);

    private final Path data;
    private final int port;
    private final RunDirectory runDirectory;
    private volatile @Nullable ChildProcess process;

    PostgresServer(Path fleetDirectory, int port, RunDirectory runDirectory) {
        this.data = fleetDirectory.resolve("postgres");
        this.port = port;
        this.runDirectory = runDirectory;
    }

    @Override
    public String name() {
        return "postgres";
    }

    @Override
    public String address() {
        return url();
    }

    /** As services take it: {@code postgresql://HOST:PORT/DATABASE}. */
    public String url() {
        return "postgresql://127.0.0.1:%d/%s".formatted(port, LocalSettings.DATABASE);
    }

    public String user() {
        return LocalSettings.DATABASE_USER;
    }

    public String password() {
        return LocalSettings.DATABASE_PASSWORD;
    }

    /** As the Dapr state store takes it. */
    String connectionString() {
        return "host=127.0.0.1 port=%d user=%s password=%s dbname=%s sslmode=disable"
                .formatted(port, LocalSettings.DATABASE_USER, LocalSettings.DATABASE_PASSWORD, LocalSettings.DATABASE);
    }

    /** For a look at the data, by the tests. */
    public Connection connect() throws SQLException {
        return connect(LocalSettings.DATABASE);
    }

    @Override
    public void start() {
        PostgresPrograms programs = PostgresPrograms.unpacked();
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            createData(programs);
        }
        ChildProcess started = runDirectory.start(server(programs));
        process = started;
        Readiness.await(started, "a database connection on port " + port, this::createDatabase);
    }

    @Override
    public List<ChildProcess> processes() {
        return process == null ? List.of() : List.of(process);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop(STOP_PATIENCE);
        }
    }

    private Program server(PostgresPrograms programs) {
        List<String> command = asOrdinaryUser(List.of(
                programs.program("postgres").toString(),
                "-D",
                data.toString(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=",
                "-c",
                "max_connections=200",
                "-c",
                "shared_buffers=64MB"));
        // SIGINT is Postgres' fast shutdown: it does not wait for clients to leave.
        return new Program(name(), command, Map.of(), data, "INT");
    }

    private void createData(PostgresPrograms programs) {
        try {
            Files.createDirectories(data);
            Path password =
                    Files.writeString(data.resolveSibling("postgres-password"), LocalSettings.DATABASE_PASSWORD);
            List<String> command = asOrdinaryUser(List.of(
                    programs.program("initdb").toString(),
                    "--pgdata=" + data,
                    "--username=" + LocalSettings.DATABASE_USER,
                    "--pwfile=" + password,
                    "--auth=scram-sha-256",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync"));
            Path log = runDirectory.log(name()).path();
            Process creation = new ProcessBuilder(command)
                    .directory(data.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            boolean ended = creation.waitFor(CREATION_LIMIT.toSeconds(), TimeUnit.SECONDS);
            Files.delete(password);
            if (!ended || creation.exitValue() != 0) {
                creation.destroyForcibly();
                throw new FleetFailure("postgres: its data can't be created in %s:%n%s"
                        .formatted(data, Files.readString(log).indent(2)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("postgres: interrupted while its data was created", e);
        }
    }

    /** Postgres refuses to run as root; inside a user namespace of its own it sees an ordinary user. */
    private static List<String> asOrdinaryUser(List<String> command) {
        if (!System.getProperty("user.name").equals("root")) {
            return command;
        }
        List<String> wrapped = new ArrayList<>(List.of("unshare", "--user"));
        wrapped.addAll(command);
        return wrapped;
    }

    private boolean createDatabase() throws SQLException {
        try (Connection connection = connect("postgres");
                var statement = connection.createStatement()) {
            boolean exists;
            try (var rows = statement.executeQuery(
                    "SELECT FROM pg_database WHERE datname = '%s'".formatted(LocalSettings.DATABASE))) {
                exists = rows.next();
            }
            if (!exists) {
                statement.execute("CREATE DATABASE " + LocalSettings.DATABASE);
            }
            return true;
        }
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database),
                LocalSettings.DATABASE_USER,
                LocalSettings.DATABASE_PASSWORD);
    }
}
