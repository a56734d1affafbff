package taskfleet.analytics;

import java.time.Duration;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.SidecarConfig;
import taskfleet.kit.delivery.DeliveryPolicy;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.SidecarToken;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.postgres.DatabaseConfig;

/**
 * What analytics-worker is told by its environment.
 *
 * @param inboxRetention how long handled events are remembered: longer than the topics keep them
 */
record AnalyticsConfig(
        HttpConfig http,
        DatabaseConfig database,
        SidecarConfig sidecar,
        SidecarToken sidecarToken,
        DeliveryPolicy delivery,
        UserTokens.Config users,
        Limits limits,
        Duration inboxRetention) {
    private static final int PORT = 8082;
    private static final int INTERNAL_PORT = 8083;

    /**
     * What requests may ask for.
     *
     * @param days in one daily report at most
     * @param defaultDays up to today, when the request names no days
     * @param tags in one report at most
     */
    record Limits(int days, int defaultDays, int tags) {}

    static AnalyticsConfig from(Settings settings) {
        return new AnalyticsConfig(
                HttpConfig.from(settings, PORT, INTERNAL_PORT),
                DatabaseConfig.from(settings, "analytics"),
                SidecarConfig.from(settings),
                SidecarToken.from(settings),
                DeliveryPolicy.from(settings),
                UserTokens.Config.from(settings),
                new Limits(
                        settings.number("ANALYTICS_MAX_DAYS", 366, 1, 3_660),
                        settings.number("ANALYTICS_DEFAULT_DAYS", 30, 1, 366),
                        settings.number("ANALYTICS_MAX_TAGS", 100, 1, 10_000)),
                settings.duration("INBOX_RETENTION", Duration.ofDays(14)));
    }
}
