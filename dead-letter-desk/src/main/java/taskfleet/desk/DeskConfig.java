package taskfleet.desk;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import taskfleet.kit.config.Settings;
import taskfleet.kit.dapr.SidecarConfig;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.SidecarToken;
import taskfleet.kit.http.UserTokens;
import taskfleet.kit.outbox.OutboxConfig;
import taskfleet.kit.postgres.DatabaseConfig;

/**
 * What dead-letter-desk is told by its environment.
 *
 * @param letterTopics the dead-letter topics that it takes in
 * @param operatorRole the role that a token must have
 */
record DeskConfig(
        HttpConfig http,
        DatabaseConfig database,
        SidecarConfig sidecar,
        OutboxConfig outbox,
        UserTokens.Config users,
        SidecarToken sidecarToken,
        List<String> letterTopics,
        String operatorRole,
        Limits limits,
        Timing timing) {
    private static final int PORT = 8088;
    private static final int INTERNAL_PORT = 8089;
    private static final String LETTER_TOPICS = "DEAD_LETTER_TOPICS";
    private static final String TOPICS_OF_THE_FLEET = """
            tasks-dlq-recurring-worker, tasks-dlq-reminder-worker, tasks-dlq-analytics-worker,
            reminders-dlq-reminder-worker, reminders-dlq-analytics-worker""";

    /**
     * What requests may ask for.
     *
     * @param page letters in one page of a list, unless the request says otherwise
     * @param maxPage the most that it may say
     * @param selection letters on which one request decides at most
     * @param note characters of a note at most
     */
    record Limits(int page, int maxPage, int selection, int note) {}

    /**
     * What happens by the clock.
     *
     * @param countInterval how often open letters are counted for the metrics
     * @param retention how long settled and discarded letters are kept: longer than the topics keep theirs
     */
    record Timing(Duration countInterval, Duration retention) {}

    static DeskConfig from(Settings settings) {
        return new DeskConfig(
                HttpConfig.from(settings, PORT, INTERNAL_PORT),
                DatabaseConfig.from(settings, "dead_letter"),
                SidecarConfig.from(settings),
                OutboxConfig.from(settings),
                UserTokens.Config.from(settings),
                SidecarToken.from(settings),
                letterTopics(settings),
                settings.text("DESK_OPERATOR_ROLE", "operator"),
                new Limits(
                        settings.number("DESK_PAGE", 50, 1, 1_000),
                        settings.number("DESK_MAX_PAGE", 200, 1, 1_000),
                        settings.number("DESK_MAX_SELECTION", 500, 1, 5_000),
                        settings.number("DESK_MAX_NOTE", 1_000, 1, 100_000)),
                new Timing(
                        settings.duration("DESK_COUNT_INTERVAL", Duration.ofSeconds(15)),
                        settings.duration("DESK_RETENTION", Duration.ofDays(90))));
    }

    private static List<String> letterTopics(Settings settings) {
        var topics = Arrays.stream(
                        settings.text(LETTER_TOPICS, TOPICS_OF_THE_FLEET).split(",", -1))
                .map(String::strip)
                .distinct()
                .toList();
        if (!topics.stream().allMatch(topic -> topic.matches("[\\w.-]+-dlq-[\\w.-]+"))) {
            settings.reject(LETTER_TOPICS, "names such as tasks-dlq-reminder-worker, with commas between them");
        }
        return topics;
    }
}
