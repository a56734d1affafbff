package taskfleet.desk;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;

/** A dead letter as a worker publishes it, of an event that no other test has. */
record SampleLetter(String worker, JsonObject event, JsonObject attributes, int offset) {
    private static final AtomicInteger OFFSETS = new AtomicInteger();
    private static final EventCodec CODEC = new EventCodec();

    /** Of a {@code task.created} of alice's that reminder-worker has tried four times. */
    static SampleLetter next() {
        return next("reminder-worker");
    }

    static SampleLetter next(String worker) {
        int offset = OFFSETS.incrementAndGet();
        var event = new JsonObject(new String(CODEC.write(SampleEvents.TASK_CREATED), StandardCharsets.UTF_8))
                .put("id", UUID.randomUUID().toString());
        var attributes = new JsonObject()
                .put("dlconsumer", worker)
                .put("dlreason", "attempts-exhausted")
                .put("dldetail", "the database refused it")
                .put("dlattempts", 4)
                .put("dltime", SampleEvents.NOW.toString())
                .put("dltopic", "tasks")
                .put("dlpartition", 3)
                .put("dloffset", offset);
        return new SampleLetter(worker, event, attributes, offset);
    }

    SampleLetter of(String user) {
        var data = event.getJsonObject("data").copy().put("user_id", user);
        return new SampleLetter(worker, event.copy().put("partitionkey", user).put("data", data), attributes, offset);
    }

    /** With another attribute of the event. */
    SampleLetter event(String name, Object value) {
        return new SampleLetter(worker, event.copy().put(name, value), attributes, offset);
    }

    /** With another attribute of the letter. */
    SampleLetter with(String name, Object value) {
        return new SampleLetter(worker, event, attributes.copy().put(name, value), offset);
    }

    SampleLetter reason(String reason) {
        return with("dlreason", reason);
    }

    SampleLetter at(Instant time) {
        return with("dltime", time.toString());
    }

    /** The same event, which has failed again after that redrive. */
    SampleLetter after(int redrive, String detail, Instant time) {
        return with("redrive", redrive)
                .with("redriveconsumer", worker)
                .with("dldetail", detail)
                .at(time);
    }

    String eventId() {
        return event.getString("id");
    }

    String id() {
        return ArrivedLetter.idOf(worker, eventId()).toString();
    }

    String topic() {
        return "tasks-dlq-" + worker;
    }

    /** With what the sidecar adds when it publishes. */
    byte[] record() {
        return event.copy()
                .mergeIn(attributes)
                .put("topic", topic())
                .put("pubsubname", "kafka-pubsub")
                .put("traceid", "")
                .put("tracestate", "")
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }

    String[] headers() {
        return new String[] {
            "__key", event.getString("partitionkey"), "__topic", topic(), "__partition", "0", "__offset", "0"
        };
    }

    byte[] notice(int redrive, String outcome) {
        var data = new JsonObject()
                .put("event_id", eventId())
                .put("consumer", worker)
                .put("redrive", redrive)
                .put("outcome", outcome)
                .put("settled_at", SampleEvents.NOW.toString());
        return new JsonObject()
                .put("specversion", "1.0")
                .put("type", "redrive.settled")
                .put("source", worker)
                .put("id", eventId() + redrive)
                .put("data", data)
                .encode()
                .getBytes(StandardCharsets.UTF_8);
    }
}
