package taskfleet.kit.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarException;

/** Publishes what this worker puts aside or gives up on to topics of its own, and what became of those sent again. */
final class DeadLetters {
    private final String consumer;
    private final Sidecar sidecar;
    private final Clock clock;

    DeadLetters(String consumer, Sidecar sidecar, Clock clock) {
        this.consumer = consumer;
        this.sidecar = sidecar;
        this.clock = clock;
    }

    /** For a further attempt; fails like {@link #publish}. */
    Future<Void> putAside(Delivery delivery, int attempts) {
        var topic = Retry.topicOf(delivery.topic(), consumer);
        return publish(topic, delivery.id(), delivery.key(), Retry.of(delivery, attempts));
    }

    /** Fails when the broker has not taken it: then the event must be delivered again. */
    Future<Void> publish(Delivery delivery, String reason, String detail, int attempts) {
        var letter = DeadLetter.explained(
                delivery.json(),
                consumer,
                new DeadLetter.Place(delivery.topic(), delivery.partition(), delivery.offset()),
                new DeadLetter.Failure(reason, detail, attempts, clock.instant()));
        return publish(DeadLetter.topicOf(delivery.topic(), consumer), delivery.id(), delivery.key(), letter);
    }

    /** Tells the desk that a redriven event is handled; fails like {@link #publish}. */
    Future<Void> tellSettled(Delivery delivery, Outcome outcome) {
        var settled = new RedriveSettled(
                delivery.id(),
                consumer,
                delivery.redriveCount(),
                outcome instanceof Outcome.Ignored ignored ? ignored.why() : "handled",
                clock.instant());
        return publish(RedriveSettled.TOPIC, settled.id(), delivery.key(), settled.toJson());
    }

    private Future<Void> publish(String topic, String id, String key, JsonObject event) {
        return sidecar.publish(topic, List.of(new Sidecar.Message(id, key, event.encode())))
                .compose(failed -> failed.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(SidecarException.away("publish to " + topic, "not acknowledged")));
    }
}
