package taskfleet.local.e2e;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.Fleet;

/** The workers' consumer groups, as the broker knows them. */
final class Groups {
    private Groups() {}

    /** So that each begins at the oldest offset again; they must be empty. */
    static void forget(Fleet fleet, List<String> groups) {
        ask(fleet, admin -> admin.deleteConsumerGroups(groups).all().get());
    }

    static boolean isEmpty(Fleet fleet, String group) {
        return ask(
                fleet,
                admin -> admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                        .allMatch(description -> description.members().isEmpty()));
    }

    /** Whether the group has handled all that lies in these topics. */
    static boolean hasReadAll(Fleet fleet, String group, List<String> topics) {
        return ask(fleet, admin -> {
            var committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends(admin, topics).entrySet().stream()
                    .filter(end -> end.getValue() > 0)
                    .allMatch(end -> committed.containsKey(end.getKey())
                            && committed.get(end.getKey()).offset() == end.getValue());
        });
    }

    private static Map<TopicPartition, Long> ends(Admin admin, List<String> topics)
            throws ExecutionException, InterruptedException {
        var latest = admin.describeTopics(topics).allTopicNames().get().values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    @FunctionalInterface
    private interface Question<T> {
        T ask(Admin admin) throws ExecutionException, InterruptedException;
    }

    private static <T> T ask(Fleet fleet, Question<T> question) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", fleet.kafka().bootstrapServers()))) {
            return question.ask(admin);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
