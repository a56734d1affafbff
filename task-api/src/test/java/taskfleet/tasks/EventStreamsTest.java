package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventStreamsTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "FEED_POLL_INTERVAL",
            "20ms",
            "FEED_HEARTBEAT",
            "15s",
            "FEED_STREAMS_PER_USER",
            "2",
            "FEED_STREAMS",
            "3",
            "FEED_PAGE",
            "10");
    private static final RunningTaskApi api = RunningTaskApi.start(SETTINGS);

    private final List<OpenStream> opened = new ArrayList<>();
    private final ApiUser alice = api.newUser();

    @AfterEach
    void closeStreams() {
        opened.forEach(OpenStream::close);
        // Their places are free for the next test once the server has noticed.
        var probe = api.newUser();
        soon().until(() -> {
            try (var stream = probe.openStream(Map.of())) {
                return stream.status() == 200;
            }
        });
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void changes_of_the_user_arrive_in_order_and_those_of_others_do_not() {
        var stream = open(alice, Map.of());
        api.newUser().create("title", "Secret");
        var first = alice.createId("title", "First");
        var second = alice.createId("title", "Second");
        soon().until(() -> stream.events().size() == 2);
        alice.delete(first);

        soon().until(() -> stream.events().size() == 3);

        assertThat(stream.status()).isEqualTo(200);
        assertThat(stream.header("Content-Type")).isEqualTo("text/event-stream");
        assertThat(stream.ids()).containsExactly(first, second, first);
        assertThat(stream.events().get(1).getJsonObject("task"))
                .isEqualTo(alice.get("/tasks/" + second).json());
        assertThat(stream.events().get(2)).isEqualTo(JsonObject.of("id", first, "version", 2, "deleted", true));
    }

    @Test
    void stream_begins_with_what_changes_after_its_opening() {
        alice.create("title", "Before");
        new FeedReader(alice).readUntil(alice.createId("title", "Just before"), 1);
        var stream = open(alice, Map.of());

        var after = alice.createId("title", "After");

        soon().until(() -> stream.events().size() == 1);
        assertThat(stream.ids()).containsExactly(after);
    }

    @Test
    void stream_resumes_behind_the_last_event_that_its_client_has_seen() {
        var stream = open(alice, Map.of());
        alice.create("title", "Seen");
        soon().until(() -> stream.events().size() == 1);
        stream.close();
        var missed = alice.createId("title", "Missed");

        var resumed = open(alice, Map.of("Last-Event-ID", stream.lastEventId()));

        soon().until(() -> resumed.events().size() == 1);
        assertThat(resumed.ids()).containsExactly(missed);
    }

    @Test
    void client_that_broke_off_before_any_event_knows_where_to_resume() {
        var stream = open(alice, Map.of());
        soon().until(() -> !stream.lastEventId().isEmpty());
        stream.close();
        var missed = alice.createId("title", "Missed");

        var resumed = open(alice, Map.of("Last-Event-ID", stream.lastEventId()));

        soon().until(() -> resumed.events().size() == 1);
        assertThat(resumed.ids()).containsExactly(missed);
    }

    @Test
    void stream_goes_on_where_the_pages_ended_however_much_there_is() {
        var ids = IntStream.range(0, 35)
                .mapToObj(i -> alice.createId("title", "Task " + i))
                .toList();
        var beginning = ChangeCursor.BEGINNING.toString();

        var stream = open(alice, Map.of("Last-Event-ID", beginning));

        soon().until(() -> stream.events().size() == ids.size());
        assertThat(stream.ids()).isEqualTo(ids);
    }

    @Test
    void silent_stream_is_kept_alive_by_comments() {
        var stream = open(alice, Map.of());
        soon().until(() -> !stream.lastEventId().isEmpty());

        api.clock.advance(Duration.ofSeconds(15));

        soon().until(() -> stream.comments() == 1);
        assertThat(stream.events()).isEmpty();
    }

    @Test
    void stream_ends_when_the_token_expires() {
        var expiry = Instant.now().plusSeconds(3600);
        var stream = open(alice.withTokenUntil(expiry), Map.of());
        var before = api.clock.instant();

        api.clock.set(expiry);

        soon().until(stream::isEnded);
        api.clock.set(before);
    }

    @Test
    void streams_of_one_user_and_of_one_replica_are_limited() {
        var bob = api.newUser();
        var streams = List.of(open(alice, Map.of()), open(alice, Map.of()), open(alice, Map.of()));
        var last = open(bob, Map.of());
        var none = open(bob, Map.of());

        assertThat(streams).extracting(OpenStream::status).containsExactly(200, 200, 429);
        assertThat(last.status()).isEqualTo(200);
        assertThat(none.status()).isEqualTo(503);
        assertThat(none.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void cursor_that_the_feed_has_not_given_is_refused() {
        assertThat(open(alice, Map.of("Last-Event-ID", "7")).status()).isEqualTo(422);
        assertThat(open(alice, Map.of("Last-Event-ID", "99999999999." + alice.createId("title", "Water")))
                        .status())
                .isEqualTo(410);
    }

    @Test
    void streams_end_when_the_service_stops() {
        var other = RunningTaskApi.start(SETTINGS);
        var stream = open(other.newUser(), Map.of());
        soon().until(() -> !stream.lastEventId().isEmpty());

        other.close();

        soon().until(stream::isEnded);
    }

    private OpenStream open(ApiUser user, Map<String, String> headers) {
        var stream = user.openStream(headers);
        opened.add(stream);
        return stream;
    }

    private static ConditionFactory soon() {
        return await().atMost(Duration.ofSeconds(20)).pollInterval(Duration.ofMillis(10));
    }
}
