package taskfleet.kit.testing;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarException;

/** A sidecar that notes what it is asked, for tests of what happens before it; it can be away. */
public final class RecordingSidecar implements Sidecar {
    /** A message with the topic that it was published to. */
    public record Published(String topic, Message message) {}

    private static final Set<String> TOPICS_OF_WORKERS = Set.of(
            "tasks",
            "reminders",
            "tasks-retry-recurring-worker",
            "tasks-retry-reminder-worker",
            "tasks-retry-analytics-worker",
            "reminders-retry-analytics-worker");

    public final List<Published> published = new CopyOnWriteArrayList<>();
    public final Map<String, Instant> jobs = new ConcurrentHashMap<>();
    public final List<JsonObject> bindings = new CopyOnWriteArrayList<>();
    public final List<String> puts = new CopyOnWriteArrayList<>();
    public final Map<String, Stored> states = new HashMap<>();
    public final AtomicInteger publishCalls = new AtomicInteger();
    /** What a publish waits for before it goes through; a test that stops or slows the broker sets it. */
    public volatile Supplier<Future<?>> beforePublish = Future::succeededFuture;

    public volatile boolean away;
    public volatile Set<String> refusedIds = Set.of();
    public volatile Metadata metadata = new Metadata("1.18.2", Set.of(), TOPICS_OF_WORKERS);
    public volatile BiFunction<String, JsonObject, Answer> onPut = (path, body) -> new Answer(200, Buffer.buffer("{}"));

    @Override
    public Future<Set<String>> publish(String topic, List<Message> messages) {
        publishCalls.incrementAndGet();
        return beforePublish.get().compose(go -> unlessAway(() -> note(topic, messages)));
    }

    private Set<String> note(String topic, List<Message> messages) {
        var refused = new ArrayList<String>();
        for (var message : messages) {
            if (refusedIds.contains(message.id())) {
                refused.add(message.id());
            } else {
                published.add(new Published(topic, message));
            }
        }
        return Set.copyOf(refused);
    }

    @Override
    public Future<Answer> put(String appId, String path, JsonObject body) {
        return unlessAway(() -> {
            puts.add(appId + path);
            return onPut.apply(path, body);
        });
    }

    @Override
    public Future<Answer> get(String appId, String path) {
        return unlessAway(() -> new Answer(200, Buffer.buffer("{}")));
    }

    @Override
    public synchronized Future<Optional<Stored>> state(String store, String key) {
        return unlessAway(() -> Optional.ofNullable(states.get(key)));
    }

    @Override
    public synchronized Future<Boolean> saveState(
            String store, String key, JsonObject value, Optional<Stored> seen, Duration timeToLive) {
        return unlessAway(() -> {
            var current = Optional.ofNullable(states.get(key)).map(Stored::etag);
            if (!current.equals(seen.map(Stored::etag))) {
                return false;
            }
            var next = current.map(etag -> Integer.parseInt(etag) + 1).orElse(1);
            states.put(key, new Stored(value.copy(), String.valueOf(next)));
            return true;
        });
    }

    @Override
    public Future<Void> scheduleJob(String name, Instant dueTime) {
        return unlessAway(() -> {
            jobs.put(name, dueTime);
            return null;
        });
    }

    @Override
    public Future<Void> deleteJob(String name) {
        return unlessAway(() -> {
            jobs.remove(name);
            return null;
        });
    }

    @Override
    public Future<Void> invokeBinding(String binding, String operation, JsonObject data) {
        return unlessAway(() -> {
            bindings.add(data);
            return null;
        });
    }

    @Override
    public Future<Metadata> metadata() {
        return unlessAway(() -> metadata);
    }

    private <T> Future<T> unlessAway(Supplier<T> answer) {
        return away
                ? Future.failedFuture(SidecarException.away("call", "the test says so"))
                : Future.succeededFuture(answer.get());
    }
}
