package taskfleet.tasks;

import java.time.Duration;
import java.util.Set;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.SidecarConfig;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.RateLimit;
import taskfleet.kit.http.SidecarToken;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.outbox.OutboxConfig;
import taskfleet.kit.postgres.DatabaseConfig;

/**
 * What task-api is told by its environment.
 *
 * @param instances of the verticle, each on a thread of its own
 */
record TaskApiConfig(
        HttpConfig http,
        DatabaseConfig database,
        SidecarConfig sidecar,
        OutboxConfig outbox,
        UserTokens.Config users,
        RateLimit.Config rateLimit,
        SidecarToken sidecarToken,
        Limits limits,
        Writes writes,
        FeedConfig feed,
        int instances) {
    private static final int PORT = 8080;
    private static final int INTERNAL_PORT = 8081;

    /**
     * What requests may ask for.
     *
     * @param page tasks in one page of a list, unless the request says otherwise
     * @param maxPage the most that it may say
     * @param undoWindow how long after its completion reopening a task takes back the occurrence that followed
     * @param editAttempts how often an edit starts over because another one came in between
     * @param preview dates in a preview of a rule, unless the request says otherwise
     * @param maxPreview the most that it may say
     */
    record Limits(int page, int maxPage, Duration undoWindow, int editAttempts, int preview, int maxPreview) {}

    /**
     * How requests change tasks.
     *
     * @param ifMatchRequired whether a change of a task must say which version it is meant for
     * @param keyRetention how long an Idempotency-Key is known again
     * @param maxBatch operations in one batch at most
     */
    record Writes(boolean ifMatchRequired, Duration keyRetention, int maxBatch) {}

    static TaskApiConfig from(Settings settings) {
        return new TaskApiConfig(
                HttpConfig.from(settings, PORT, INTERNAL_PORT),
                DatabaseConfig.from(settings, "task"),
                SidecarConfig.from(settings),
                OutboxConfig.from(settings),
                UserTokens.Config.from(settings),
                RateLimit.Config.from(settings),
                SidecarToken.from(settings),
                new Limits(
                        settings.number("TASKS_PAGE", 50, 1, 1_000),
                        settings.number("TASKS_MAX_PAGE", 200, 1, 1_000),
                        settings.duration("TASKS_UNDO_WINDOW", Duration.ofMinutes(10)),
                        settings.number("TASKS_EDIT_ATTEMPTS", 5, 1, 100),
                        settings.number("TASKS_PREVIEW", 5, 1, 1_000),
                        settings.number("TASKS_MAX_PREVIEW", 100, 1, 1_000)),
                new Writes(
                        settings.flag("TASKS_IF_MATCH_REQUIRED", false),
                        settings.duration("TASKS_IDEMPOTENCY_RETENTION", Duration.ofHours(24)),
                        settings.number("TASKS_MAX_BATCH", 500, 1, 5_000)),
                FeedConfig.from(settings),
                settings.number("TASKS_INSTANCES", 2, 1, 64));
    }

    /** It publishes only. */
    Set<String> topics() {
        return Set.of();
    }
}
