package taskfleet.kit.service;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.dapr.SidecarException;

/** Tells a dependency that is away from a request that it refused: the one will pass, the other won't. */
public final class Outage {
    /** How messages begin for which the SQL client has no types. */
    private static final List<String> SAID_BY_THE_POOL =
            List.of("Connection was closed", "Connection is not active now", "Timeout waiting for connection");

    private Outage() {}

    public static boolean causedBy(@Nullable Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (isOutage(cause)) {
                return true;
            }
        }
        return false;
    }

    /** What comes of looking for a table before its service has migrated its schema: SQLSTATE 42P01 and 3F000. */
    static boolean isBeforeMigration(Throwable failure) {
        return failure instanceof PgException refused
                && ("42P01".equals(refused.getSqlState()) || "3F000".equals(refused.getSqlState()));
    }

    private static boolean isOutage(Throwable cause) {
        return switch (cause) {
            case ClosedConnectionException closed -> true;
            case JsonProcessingException unreadable -> false; // an IOException to Jackson, and no better later
            case IOException refused -> true;
            case TimeoutException late -> true;
            case PgException refused -> isServerAway(refused.getSqlState());
            case SidecarException failed -> failed.isAway();
            default ->
                cause.getClass().getName().startsWith("io.vertx.core.VertxException")
                        && SAID_BY_THE_POOL.stream().anyMatch(String.valueOf(cause.getMessage())::startsWith);
        };
    }

    /**
     * SQLSTATE classes 08 (connection), 40 (rolled back for another transaction's sake), 53 (out of resources), 57P
     * (operator: shutdown, starting up).
     */
    private static boolean isServerAway(@Nullable String sqlState) {
        return sqlState != null
                && (sqlState.startsWith("08")
                        || sqlState.startsWith("40")
                        || sqlState.startsWith("53")
                        || sqlState.startsWith("57P"));
    }
}
