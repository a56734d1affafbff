package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody who comes in by the public door, with a token. */
record Operator(RunningDesk desk, String token) {
    /** What came back; a body that isn't a JSON object is an empty one. */
    record Answer(int status, String link, JsonObject body) {
        Stream<JsonObject> objects(String name) {
            return body.getJsonArray(name).stream().map(JsonObject.class::cast);
        }

        /** Where a request had mistakes. */
        List<String> pointers() {
            return objects("errors").map(error -> error.getString("pointer")).toList();
        }

        /** The ids of the letters of a page. */
        List<String> ids() {
            return objects("dead_letters").map(letter -> letter.getString("id")).toList();
        }

        String text(String name) {
            return body.getString(name);
        }

        /** What happened to a letter, as {@code kind redrive}. */
        List<String> history() {
            return objects("history")
                    .map(step -> step.getString("kind") + " " + step.getInteger("redrive"))
                    .toList();
        }
    }

    Answer get(String path) {
        return answer(desk.call("GET", path, token, null));
    }

    Answer post(String path, @Nullable JsonObject body) {
        return post(path, body == null ? null : body.encode());
    }

    Answer post(String path, @Nullable String body) {
        return answer(desk.call("POST", path, token, body));
    }

    Answer list(String query) {
        var answer = get("/dead-letters?" + query);
        assertThat(answer.status()).as(answer.body().encode()).isEqualTo(200);
        return answer;
    }

    /** All letters that answer to the query, page by page. */
    List<String> pages(String query, int limit, Runnable betweenPages) {
        var page = list(query + "&limit=" + limit);
        var ids = new ArrayList<>(page.ids());
        for (var cursor = page.text("next_cursor"); cursor != null; cursor = page.text("next_cursor")) {
            betweenPages.run();
            page = list(query + "&limit=" + limit + "&cursor=" + cursor);
            assertThat(page.ids()).hasSizeBetween(1, limit);
            ids.addAll(page.ids());
        }
        return ids;
    }

    Answer show(SampleLetter letter) {
        return get("/dead-letters/" + letter.id());
    }

    Answer redrive(SampleLetter letter) {
        return post("/dead-letters/" + letter.id() + "/redrive", (String) null);
    }

    Answer discard(SampleLetter letter, String note) {
        return post("/dead-letters/" + letter.id() + "/discard", JsonObject.of("note", note));
    }

    Answer redriveWhere(String name, String value) {
        return post("/dead-letters/redrive", JsonObject.of("where", JsonObject.of(name, value)));
    }

    private static Answer answer(HttpResponse<String> response) {
        var body = response.body().startsWith("{") ? new JsonObject(response.body()) : new JsonObject();
        return new Answer(
                response.statusCode(), response.headers().firstValue("Link").orElse(""), body);
    }
}
