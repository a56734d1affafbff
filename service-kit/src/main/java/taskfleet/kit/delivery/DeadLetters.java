package taskfleet.kit.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarException;

/** Publishes what this worker gives up on to its own dead-letter topic: the event as it came, and why. */
final class DeadLetters {
    private final String consumer;
    private final Sidecar sidecar;
    private final Clock clock;

    DeadLetters(String consumer, Sidecar sidecar, Clock clock) {
        this.consumer = consumer;
        this.sidecar = sidecar;
        this.clock = clock;
    }

    static String topicOf(String topic, String consumer) {
        return topic + "-dlq-" + consumer;
    }

    /** Fails when the broker has not taken it: then the event must be delivered again. */
    Future<Void> publish(Delivery delivery, String reason, int attempts) {
        var letter = explained(delivery, reason, attempts);
        var message = new Sidecar.Message(delivery.id(), delivery.key(), letter.encode());
        var topic = topicOf(delivery.topic(), consumer);
        return sidecar.publish(topic, List.of(message))
                .compose(failed -> failed.isEmpty()
                        ? Future.succeededFuture()
                        : Future.failedFuture(SidecarException.away("publish to " + topic, "not acknowledged")));
    }

    /** Extension attributes (CloudEvents 1.0 section 3.1.1: lower-case letters and digits) beside the event's own. */
    private JsonObject explained(Delivery delivery, String reason, int attempts) {
        return delivery.event()
                .copy()
                .put("dlconsumer", consumer)
                .put("dlreason", reason)
                .put("dlattempts", attempts)
                .put("dltime", clock.instant().toString())
                .put("dltopic", delivery.topic())
                .put("dlpartition", delivery.partition())
                .put("dloffset", delivery.offset());
    }
}
