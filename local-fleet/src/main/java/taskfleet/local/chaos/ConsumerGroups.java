package taskfleet.local.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.Fleet;
import taskfleet.local.Json;
import taskfleet.local.RunningService;
import taskfleet.local.Service;
import taskfleet.local.ServiceReplica;

/** How far the workers' consumer groups have come in the topics that they say they subscribe to. */
final class ConsumerGroups {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();

    private final Fleet fleet;

    ConsumerGroups(Fleet fleet) {
        this.fleet = fleet;
    }

    /**
     * Where each group stands.
     *
     * @param ends of the topics
     * @param committed by group; 0 where it has committed nothing
     * @param unread by group: partitions that no member of it has
     */
    record Positions(
            Map<TopicPartition, Long> ends,
            Map<String, Map<TopicPartition, Long>> committed,
            Map<String, Set<TopicPartition>> unread) {

        /** What keeps the groups from having read up to these ends; empty when nothing does. */
        List<String> behind(Map<TopicPartition, Long> aim) {
            List<String> behind = new ArrayList<>();
            committed.forEach((group, offsets) -> offsets.forEach((partition, offset) -> {
                long end = aim.getOrDefault(partition, 0L);
                if (offset < end) {
                    behind.add("%s has handled %d of %d in %s".formatted(group, offset, end, partition));
                }
            }));
            unread.forEach((group, partitions) -> {
                if (!partitions.isEmpty()) {
                    behind.add("%s: nobody reads %s".formatted(group, partitions));
                }
            });
            return behind;
        }
    }

    /** Fails when Kafka or a worker can't be asked at this moment. */
    Positions look() throws IOException, InterruptedException, ExecutionException {
        int timeout = (int) TIMEOUT.toMillis();
        Map<String, Object> settings = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                fleet.kafka().bootstrapServers(),
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                timeout,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                timeout);
        try (Admin admin = Admin.create(settings)) {
            Map<String, Set<TopicPartition>> subscribed = subscribed(admin);
            Map<String, Map<TopicPartition, Long>> committed = new TreeMap<>();
            Map<String, Set<TopicPartition>> unread = new TreeMap<>();
            for (Map.Entry<String, Set<TopicPartition>> group : subscribed.entrySet()) {
                committed.put(group.getKey(), committed(admin, group.getKey(), group.getValue()));
                unread.put(group.getKey(), unread(admin, group.getKey(), group.getValue()));
            }
            return new Positions(ends(admin, subscribed), committed, unread);
        }
    }

    private Map<String, Set<TopicPartition>> subscribed(Admin admin)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, Set<TopicPartition>> subscribed = new TreeMap<>();
        for (RunningService worker : fleet.services()) {
            List<String> topics = worker.service() == Service.TASK_API ? List.of() : topics(worker.replica());
            if (!topics.isEmpty()) {
                Set<TopicPartition> partitions = new HashSet<>();
                admin.describeTopics(topics)
                        .allTopicNames()
                        .get()
                        .values()
                        .forEach(topic -> topic.partitions()
                                .forEach(partition ->
                                        partitions.add(new TopicPartition(topic.name(), partition.partition()))));
                subscribed.put(worker.service().serviceName(), partitions);
            }
        }
        return subscribed;
    }

    private List<String> topics(ServiceReplica worker) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(worker.internalUrl().resolve("/dapr/subscribe"))
                .timeout(TIMEOUT)
                .header("dapr-api-token", fleet.appApiToken())
                .build();
        JsonNode subscriptions =
                Json.read(HTTP.send(request, BodyHandlers.ofByteArray()).body());
        return subscriptions.findValuesAsText("topic");
    }

    private static Map<TopicPartition, Long> committed(Admin admin, String group, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> known = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> {
            OffsetAndMetadata offset = known.get(partition);
            return offset == null ? 0L : offset.offset();
        }));
    }

    private static Set<TopicPartition> unread(Admin admin, String group, Set<TopicPartition> partitions)
            throws InterruptedException, ExecutionException {
        Set<TopicPartition> unread = new HashSet<>(partitions);
        admin.describeConsumerGroups(List.of(group)).all().get().values().stream()
                .flatMap(description -> description.members().stream())
                .forEach(member -> unread.removeAll(member.assignment().topicPartitions()));
        return unread;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Map<String, Set<TopicPartition>> subscribed)
            throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetSpec> latest = subscribed.values().stream()
                .flatMap(Set::stream)
                .distinct()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
