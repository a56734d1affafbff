package taskfleet.local.e2e;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import taskfleet.local.Fleet;

/** What lies in the fleet's topics, read from their beginning. */
final class Events {
    private Events() {}

    /** The events of one task, as they went out. */
    static List<String> of(Fleet fleet, String topic, String taskId) {
        return read(fleet, List.of(topic)).stream()
                .filter(event -> event.contains(taskId))
                .toList();
    }

    static List<String> deadLetters(Fleet fleet) {
        return read(
                fleet,
                topics(fleet).stream().filter(topic -> topic.contains("-dlq-")).toList());
    }

    private static List<String> read(Fleet fleet, List<String> topics) {
        var settings = Map.<String, Object>of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                fleet.kafka().bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "test-" + UUID.randomUUID(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        var events = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            var partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                consumer.poll(Duration.ofMillis(200)).forEach(letter -> events.add(letter.value()));
            }
        }
        return events;
    }

    private static List<String> topics(Fleet fleet) {
        var settings = Map.<String, Object>of("bootstrap.servers", fleet.kafka().bootstrapServers());
        try (var admin = Admin.create(settings)) {
            return List.copyOf(admin.listTopics().names().get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
