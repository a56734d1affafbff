package taskfleet.desk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.delivery.DeadLetter;

/** Letters as the API shows them. */
final class LetterJson {
    private LetterJson() {}

    /** As a list shows it. What the event doesn't tell is left out. */
    static JsonObject item(Letter letter) {
        var json = new JsonObject()
                .put("id", letter.id().toString())
                .put("worker", letter.place().worker())
                .put("topic", letter.place().topic());
        putIfKnown(json, "event_id", letter.about().eventId());
        putIfKnown(json, "event_type", letter.about().type());
        putIfKnown(json, "user_id", letter.about().userId());
        putIfKnown(json, "task_id", letter.about().taskId());
        return json.put("reason", letter.failure().reason())
                .put("detail", letter.failure().detail())
                .put("attempts", letter.failure().attempts())
                .put("first_failed_at", letter.firstFailedAt().toString())
                .put("failed_at", letter.failure().at().toString())
                .put("redrives", letter.standing().redrives())
                .put("status", letter.standing().status().wireName());
    }

    /** With the event, or when it is none with its bytes, and with all that has happened to it. */
    static JsonObject whole(ReviewStore.Dossier dossier) {
        var letter = dossier.letter();
        var json = item(letter)
                .put("key", letter.place().key())
                .put("partition", letter.place().partition())
                .put("offset", letter.place().offset())
                .put("redrivable", letter.obstacle() == null);
        putIfKnown(json, "not_redrivable_because", letter.obstacle());
        DeadLetter.read(dossier.letterTopic(), dossier.payload().getBytes())
                .event()
                .ifPresentOrElse(event -> json.put("event", event), () -> putRaw(json, dossier.payload()));
        return json.put("history", dossier.history());
    }

    private static void putRaw(JsonObject json, Buffer payload) {
        json.put("raw_base64", Base64.getEncoder().encodeToString(payload.getBytes()))
                .put("raw_text", payload.toString());
    }

    private static void putIfKnown(JsonObject json, String name, @Nullable Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }
}
