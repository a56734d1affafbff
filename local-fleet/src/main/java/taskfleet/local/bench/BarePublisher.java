package taskfleet.local.bench;

import io.dapr.client.DaprClient;
import io.dapr.client.DaprClientBuilder;
import io.dapr.client.domain.BulkPublishEntry;
import io.dapr.client.domain.BulkPublishRequest;
import io.dapr.config.Properties;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import taskfleet.local.ServiceReplica;
import taskfleet.local.process.FleetFailure;

/** The limit of the relay: a loop around the SDK's bulk publish, with nothing before it and nothing after. */
final class BarePublisher implements AutoCloseable {

    private final DaprClient client;

    BarePublisher(ServiceReplica replica) {
        this.client = new DaprClientBuilder()
                .withPropertyOverride(
                        Properties.HTTP_PORT,
                        Integer.toString(replica.sidecarUrl().getPort()))
                .withPropertyOverride(Properties.GRPC_PORT, Integer.toString(replica.sidecarGrpcPort()))
                .build();
    }

    /** An event as it goes out, and the key that says in which partition. */
    record Message(String key, String json) {}

    void publish(List<Message> messages) {
        List<BulkPublishEntry<byte[]>> entries = IntStream.range(0, messages.size())
                .mapToObj(i -> new BulkPublishEntry<>(
                        Integer.toString(i),
                        messages.get(i).json().getBytes(StandardCharsets.UTF_8),
                        "application/cloudevents+json",
                        Map.of("partitionKey", messages.get(i).key())))
                .toList();
        var failed = client.publishEvents(new BulkPublishRequest<>(BenchFleet.PUBSUB, BenchFleet.TASKS, entries))
                .block()
                .getFailedEntries();
        if (!failed.isEmpty()) {
            throw new FleetFailure("bench: %d events were not published".formatted(failed.size()));
        }
    }

    /** One that tells when it was sent. */
    static Message sentNow(String key) {
        return new Message(key, """
                {"specversion":"1.0","id":"%s","source":"bench","type":"bench.v1","datacontenttype":"application/json",\
                "data":{"sent":%d}}""".formatted(UUID.randomUUID(), System.nanoTime()));
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (Exception e) {
            throw new IllegalStateException("the sidecar's client can't be closed", e);
        }
    }
}
