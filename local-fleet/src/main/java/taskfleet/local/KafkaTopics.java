package taskfleet.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/** The topics of the fleet, with fixed partition counts; the broker creates none by itself. */
final class KafkaTopics {

    private static final int EVENT_PARTITIONS = 6;
    /** One event at a time is tried again in each. */
    private static final int RETRY_PARTITIONS = 2;

    private static final Duration DEAD_LETTER_RETENTION = Duration.ofDays(30);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private static final List<String> EVENTS = List.of("tasks", "reminders");
    private static final List<String> RETRIES = List.of(
            "tasks-retry-recurring-worker",
            "tasks-retry-reminder-worker",
            "tasks-retry-analytics-worker",
            "reminders-retry-analytics-worker");
    private static final List<String> DEAD_LETTERS = List.of(
            "tasks-dlq-recurring-worker",
            "tasks-dlq-reminder-worker",
            "tasks-dlq-analytics-worker",
            "reminders-dlq-reminder-worker",
            "reminders-dlq-analytics-worker");
    /** What became of redriven events. */
    private static final String REDRIVES = "redrives";

    private KafkaTopics() {}

    static boolean createMissing(String bootstrapServers) throws ExecutionException, InterruptedException {
        int timeout = (int) REQUEST_TIMEOUT.toMillis();
        Map<String, Object> configuration = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG,
                100L);
        try (Admin admin = Admin.create(configuration)) {
            Set<String> existing = admin.listTopics().names().get();
            admin.createTopics(wanted().stream()
                            .filter(topic -> !existing.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
            return true;
        }
    }

    private static List<NewTopic> wanted() {
        List<NewTopic> topics = new ArrayList<>();
        for (String name : EVENTS) {
            topics.add(new NewTopic(name, Optional.of(EVENT_PARTITIONS), Optional.empty()));
        }
        for (String name : RETRIES) {
            topics.add(new NewTopic(name, Optional.of(RETRY_PARTITIONS), Optional.empty()));
        }
        for (String name : DEAD_LETTERS) {
            topics.add(keptLong(name));
        }
        topics.add(keptLong(REDRIVES));
        return topics;
    }

    private static NewTopic keptLong(String name) {
        return new NewTopic(name, Optional.of(1), Optional.empty())
                .configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, Long.toString(DEAD_LETTER_RETENTION.toMillis())));
    }
}
