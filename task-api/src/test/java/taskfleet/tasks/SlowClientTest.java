package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;

/** A stream over a real connection whose client doesn't read for a while. */
class SlowClientTest {
    private static final int BUFFER = 8 * 1024;
    private static final int LARGEST_EVENT = 2 * 1024;
    private static final int CHANGES = 20_000;
    private static final int PAGE = 100;

    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Test
    void it_takes_no_more_memory_than_the_buffer_and_one_event_and_misses_nothing() throws Exception {
        var begun = new CompletableFuture<EventStream>();
        var response = connect(begun);
        var stream = begun.get();
        var changes = changes();
        var lines = new AtomicLong();

        for (int attempt = 0; attempt < CHANGES; attempt++) {
            sendPage(stream, changes);
            assertThat(stream.unsentBytes()).isLessThan(BUFFER + LARGEST_EVENT);
        }
        assertThat(sentTo(stream)).isPositive();
        response.handler(bytes -> lines.addAndGet(
                        bytes.toString().chars().filter(c -> c == '\n').count()))
                .resume();

        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> {
                    sendPage(stream, changes);
                    return sentTo(stream) == CHANGES;
                });
        var ended = response.end(); // asked for before it may have happened
        stream.end();
        ended.await();
        assertThat(lines.get()).isEqualTo(2 + 3L * CHANGES); // the place alone at first, then three lines an event
    }

    private HttpClientResponse connect(CompletableFuture<EventStream> begun) {
        var server = vertx.createHttpServer()
                .requestHandler(request -> {
                    var stream = new EventStream(
                            "alice", Instant.MAX, request.response(), BUFFER, ChangeCursor.BEGINNING, SampleEvents.NOW);
                    stream.begin();
                    begun.complete(stream);
                })
                .listen(0)
                .await();
        return vertx.createHttpClient()
                .request(HttpMethod.GET, server.actualPort(), "localhost", "/")
                .compose(request -> request.send())
                .onSuccess(HttpClientResponse::pause)
                .await();
    }

    private static void sendPage(EventStream stream, List<Change> changes) {
        int from = sentTo(stream);
        stream.send(changes.subList(from, Math.min(from + PAGE, CHANGES)), SampleEvents.NOW);
    }

    private static int sentTo(EventStream stream) {
        return (int) stream.reader().since().transaction();
    }

    private static List<Change> changes() {
        var task = SampleTask.plain().build();
        var row = new TaskRow(new Task(task, null), false, false);
        return IntStream.rangeClosed(1, CHANGES)
                .mapToObj(number -> new Change(new ChangeCursor(number, task.taskId()), row))
                .toList();
    }
}
