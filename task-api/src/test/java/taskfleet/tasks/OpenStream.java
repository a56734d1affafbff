package taskfleet.tasks;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A client of {@code GET /tasks/events} that notes what it is sent, in a thread of its own. */
final class OpenStream implements AutoCloseable {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<JsonObject> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> response;
    private volatile String lastEventId = "";
    private final AtomicInteger comments = new AtomicInteger();
    private volatile boolean ended;

    private OpenStream(URI uri, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(uri);
        headers.forEach(request::header);
        try {
            this.response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    static OpenStream open(URI uri, Map<String, String> headers) {
        var stream = new OpenStream(uri, headers);
        Thread.ofVirtual().start(stream::read);
        return stream;
    }

    int status() {
        return response.statusCode();
    }

    String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    /** The data of all events so far. */
    List<JsonObject> events() {
        return events;
    }

    List<String> ids() {
        return events.stream().map(event -> event.getString("id")).toList();
    }

    String lastEventId() {
        return lastEventId;
    }

    int comments() {
        return comments.get();
    }

    /** The body came to its end; not true of one that broke off. */
    boolean isEnded() {
        return ended;
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    /** WHATWG HTML, section 9.2.6, as far as this API uses it. */
    private void read() {
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":")) {
                    comments.incrementAndGet();
                } else if (line.startsWith("id: ")) {
                    lastEventId = line.substring("id: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new JsonObject(line.substring("data: ".length())));
                }
            }
            ended = true;
        } catch (IOException e) {
            // broken off, by the test or by the server: not ended
        }
    }
}
