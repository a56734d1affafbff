package taskfleet.reminder;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.dapr.SidecarException;
import taskfleet.kit.testing.RecordingSidecar;

/** A sidecar whose scheduler can be away on its own, and which notes every call for a job, also one that fails. */
final class Scheduler implements Sidecar {
    final RecordingSidecar sidecar = new RecordingSidecar();
    final List<String> calls = new CopyOnWriteArrayList<>();
    /** What a call waits for before it goes through: failed for a scheduler that refuses, never done for one that hangs. */
    volatile Supplier<Future<?>> beforeJob = Future::succeededFuture;

    void goAway() {
        beforeJob = () -> Future.failedFuture(SidecarException.away("schedule job", "the test says so"));
    }

    void comeBack() {
        beforeJob = Future::succeededFuture;
    }

    @Override
    public Future<Void> scheduleJob(String name, Instant dueTime) {
        calls.add(name);
        return beforeJob.get().compose(go -> sidecar.scheduleJob(name, dueTime));
    }

    @Override
    public Future<Void> deleteJob(String name) {
        calls.add(name);
        return beforeJob.get().compose(go -> sidecar.deleteJob(name));
    }

    @Override
    public Future<Set<String>> publish(String topic, List<Message> messages) {
        return sidecar.publish(topic, messages);
    }

    @Override
    public Future<Answer> put(String appId, String path, JsonObject body) {
        return sidecar.put(appId, path, body);
    }

    @Override
    public Future<Answer> get(String appId, String path) {
        return sidecar.get(appId, path);
    }

    @Override
    public Future<Optional<Stored>> state(String store, String key) {
        return sidecar.state(store, key);
    }

    @Override
    public Future<Boolean> saveState(
            String store, String key, JsonObject value, Optional<Stored> seen, Duration timeToLive) {
        return sidecar.saveState(store, key, value, seen, timeToLive);
    }

    @Override
    public Future<Void> invokeBinding(String binding, String operation, JsonObject data) {
        return sidecar.invokeBinding(binding, operation, data);
    }

    @Override
    public Future<Metadata> metadata() {
        return sidecar.metadata();
    }
}
