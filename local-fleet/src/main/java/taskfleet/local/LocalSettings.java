package taskfleet.local;

/** Fixed values of every local fleet. None protects anything: all ports are on the loopback interface. */
final class LocalSettings {

    static final String DATABASE = "fleet";
    static final String DATABASE_USER = "fleet";
    static final String DATABASE_PASSWORD = "local-fleet";
    static final String APP_API_TOKEN = "local-fleet-app-token";
    static final String JWT_HS256_SECRET = "local-fleet-secret-that-protects-nothing-0123456789";
    static final String JWT_ISSUER = "taskfleet-dev";
    static final String JWT_AUDIENCE = "taskfleet";

    private LocalSettings() {}
}
