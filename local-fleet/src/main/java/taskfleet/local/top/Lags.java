package taskfleet.local.top;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.FleetRecord;
import taskfleet.local.process.FleetFailure;

/** How many events each consumer group is behind, in each partition that it has ever read. */
final class Lags implements AutoCloseable {

    private static final int TIMEOUT_MILLISECONDS = 3_000;
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Admin admin;

    Lags(FleetRecord fleet) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                "127.0.0.1:" + fleet.ports().kafka(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLISECONDS,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                TIMEOUT_MILLISECONDS));
    }

    /** By partition; fails when Kafka doesn't answer. */
    Map<TopicPartition, Long> of(String group) {
        try {
            var handled = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            var ends = admin.listOffsets(handled.keySet().stream()
                            .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest())))
                    .all()
                    .get();
            var lags = new TreeMap<TopicPartition, Long>(ORDER);
            handled.forEach((partition, offset) -> {
                var end = ends.get(partition);
                if (offset != null && end != null) {
                    lags.put(partition, Math.max(0, end.offset() - offset.offset()));
                }
            });
            return lags;
        } catch (ExecutionException e) {
            throw new FleetFailure("kafka: doesn't answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("kafka: interrupted", e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }

    /** As {@code tasks 0 0 3 0, reminders 0 0}. */
    static String text(Map<TopicPartition, Long> lags) {
        var topics = new TreeMap<String, List<String>>();
        lags.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(ORDER))
                .forEach(lag -> topics.computeIfAbsent(lag.getKey().topic(), topic -> new ArrayList<>())
                        .add(lag.getValue().toString()));
        return topics.entrySet().stream()
                .map(topic -> topic.getKey() + " " + String.join(" ", topic.getValue()))
                .collect(Collectors.joining(", "));
    }
}
