package taskfleet.kit.dapr;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What the service asks of its Dapr sidecar. Every call fails with an {@link SidecarException}, which says whether
 * somebody was away or refused.
 */
public interface Sidecar {
    /** An event as it goes out: a structured CloudEvent in JSON, under the Kafka key of its user. */
    record Message(String id, String partitionKey, String json) {}

    /**
     * Publishes in one call, in the order of the list.
     *
     * @return the ids of those that the broker has not acknowledged; empty when all have arrived
     */
    Future<Set<String>> publish(String topic, List<Message> messages);

    /** What another service answered. */
    record Answer(int status, Buffer body) {}

    /**
     * PUTs to another service's internal port. An answer of any status is an answer, not a failure.
     *
     * @param path without a slash before it
     */
    Future<Answer> put(String appId, String path, JsonObject body);

    /** Asks another service's internal port. */
    Future<Answer> get(String appId, String path);

    /** A stored value with the tag of its version. */
    record Stored(JsonObject value, String etag) {}

    Future<Optional<Stored>> state(String store, String key);

    /**
     * Saves with first-write concurrency.
     *
     * @param seen what the new value replaces; empty for a key that must not exist yet
     * @return false when somebody else has written in between
     */
    Future<Boolean> saveState(String store, String key, JsonObject value, Optional<Stored> seen, Duration timeToLive);

    /**
     * Has {@code POST /job/{name}} called once at the time, at the earliest; a job of the same name is replaced.
     *
     * @param name of {@code [a-z0-9-]} only
     */
    Future<Void> scheduleJob(String name, Instant dueTime);

    /** Takes a job back; one that does not exist is fine. */
    Future<Void> deleteJob(String name);

    /** Hands data to an output binding. */
    Future<Void> invokeBinding(String binding, String operation, JsonObject data);

    /**
     * What the sidecar is and really holds.
     *
     * @param components names of the loaded components
     * @param topics that it holds a subscription of
     */
    record Metadata(String runtimeVersion, Set<String> components, Set<String> topics) {}

    Future<Metadata> metadata();
}
