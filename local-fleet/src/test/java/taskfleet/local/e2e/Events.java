package taskfleet.local.e2e;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import taskfleet.local.Fleet;
import taskfleet.local.TopicReader;

/** What lies in the fleet's topics, read from their beginning. */
final class Events {
    private Events() {}

    /** The events of one task, as they went out. */
    static List<String> of(Fleet fleet, String topic, String taskId) {
        return reader(fleet).read(List.of(topic)).stream()
                .map(ConsumerRecord::value)
                .filter(event -> event.contains(taskId))
                .toList();
    }

    static List<String> deadLetters(Fleet fleet) {
        return reader(fleet).deadLetters().stream().map(ConsumerRecord::value).toList();
    }

    private static TopicReader reader(Fleet fleet) {
        return new TopicReader(fleet.kafka().bootstrapServers());
    }
}
