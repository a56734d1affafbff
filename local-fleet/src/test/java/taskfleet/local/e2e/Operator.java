package taskfleet.local.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import taskfleet.local.ApiClient;
import taskfleet.local.Fleet;

/** Somebody who looks after the dead letters. */
record Operator(ApiClient desk) {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    static Operator of(Fleet fleet, String name) {
        return new Operator(fleet.client("dead-letter-desk", name, "operator"));
    }

    /** Waits until so many letters answer to that query. */
    List<JsonNode> awaitLetters(String query, int expected) {
        return await(expected + " letters of " + query)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> letters(query), letters -> letters.size() == expected);
    }

    List<JsonNode> letters(String query) {
        var page = desk.get("/dead-letters?" + query).expect(200);
        return list(page.get("dead_letters"));
    }

    /** Waits until the letter has that status, and shows it. */
    JsonNode awaitStatus(String id, String status) {
        return await("letter " + id + " to be " + status)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .until(
                        () -> show(id),
                        letter -> letter.get("status").textValue().equals(status));
    }

    JsonNode show(String id) {
        return desk.get("/dead-letters/" + id).expect(200);
    }

    JsonNode redrive(String id, String note) {
        return desk.post("/dead-letters/" + id + "/redrive", Map.of("note", note))
                .expect(202);
    }

    JsonNode discard(String id, String note) {
        return desk.post("/dead-letters/" + id + "/discard", Map.of("note", note))
                .expect(200);
    }

    /** What happened to a letter, as {@code kind redrive}. */
    static List<String> history(JsonNode letter) {
        return list(letter.get("history")).stream()
                .map(step -> step.get("kind").textValue() + " " + step.get("redrive"))
                .toList();
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
