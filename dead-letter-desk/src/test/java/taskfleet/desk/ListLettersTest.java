package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.SampleEvents;

class ListLettersTest {
    private static final RunningDesk desk = RunningDesk.start();
    private static final Operator olga = desk.operator("olga");

    private static final SampleLetter OPEN = SampleLetter.next().of("ann").at(SampleEvents.NOW.plusSeconds(1));
    private static final SampleLetter REDRIVING =
            SampleLetter.next().of("ann").reason("too-many-hops").at(SampleEvents.NOW.plusSeconds(2));
    private static final SampleLetter SETTLED =
            SampleLetter.next("analytics-worker").of("bob & co").at(SampleEvents.NOW.plusSeconds(3));
    private static final SampleLetter DISCARDED = SampleLetter.next("analytics-worker")
            .of("bob & co")
            .event("type", "task.deleted")
            .at(SampleEvents.NOW.plusSeconds(4));

    static {
        List.of(OPEN, REDRIVING, SETTLED, DISCARDED).forEach(desk::deliver);
        olga.redrive(REDRIVING);
        desk.tell(SETTLED, 1, "handled");
        olga.discard(DISCARDED, "done");
    }

    @AfterAll
    static void stop() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                         | DISCARDED, SETTLED, REDRIVING, OPEN
                    worker=reminder-worker                     | REDRIVING, OPEN
                    worker=analytics-worker&type=task.created  | SETTLED
                    type=task.deleted                          | DISCARDED
                    reason=too-many-hops                       | REDRIVING
                    user=bob+%26+co                            | DISCARDED, SETTLED
                    user=nobody                                |
                    status=open                                | OPEN
                    status=redriving                           | REDRIVING
                    status=settled                             | SETTLED
                    status=discarded                           | DISCARDED
                    status=open&user=bob+%26+co                |
                    """)
    void a_filter_lets_through_what_it_names_newest_failure_first(String filter, String letters) {
        var expected = letters == null ? List.<String>of() : List.of(letters.split(", "));
        var names = List.of("OPEN", "REDRIVING", "SETTLED", "DISCARDED");
        var ids = List.of(OPEN.id(), REDRIVING.id(), SETTLED.id(), DISCARDED.id());

        var found = olga.list("limit=200&" + filter);

        assertThat(found.ids().stream().filter(ids::contains).map(id -> names.get(ids.indexOf(id))))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void each_page_but_the_last_links_to_the_next_with_the_same_filters() {
        var first = olga.list("limit=1&user=bob+%26+co");
        var link = first.link();
        var last = olga.get(link.substring(1, link.indexOf('>')));

        assertThat(link).matches("</dead-letters\\?.*>; rel=\"next\"");
        assertThat(first.ids()).containsExactly(DISCARDED.id());
        assertThat(last.ids()).containsExactly(SETTLED.id());
        assertThat(last.link()).isEmpty();
    }

    @Test
    void paging_while_letters_arrive_shows_each_once() {
        var before = new ArrayList<String>();
        for (int i = 0; i < 60; i++) {
            var letter = SampleLetter.next().of("paged").at(SampleEvents.NOW.plusSeconds(i % 7));
            desk.deliver(letter);
            before.add(letter.id());
        }

        var shown = olga.pages("user=paged", 9, () -> {
            desk.deliver(SampleLetter.next().of("paged").at(SampleEvents.NOW.plusSeconds(3)));
            desk.deliver(SampleLetter.next().of("paged").at(SampleEvents.NOW.plusSeconds(60)));
        });

        assertThat(shown).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void the_last_page_has_no_cursor() {
        assertThat(olga.list("user=ann&limit=2").body().containsKey("next_cursor"))
                .isFalse();
        assertThat(olga.list("user=ann&limit=1").body().containsKey("next_cursor"))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, ?limit",
        "limit=201, ?limit",
        "limit=many, ?limit",
        "status=done, ?status",
        "status=OPEN, ?status",
        "worker=, ?worker",
        "reason=%00, ?reason",
        "user=, ?user",
        "cursor=, ?cursor",
        "cursor=nonsense, ?cursor"
    })
    void a_wrong_parameter_is_told(String query, String pointer) {
        var answer = olga.get("/dead-letters?" + query);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void all_wrong_parameters_are_told_at_once() {
        var answer = olga.get("/dead-letters?limit=0&status=done&type=" + "x".repeat(Storable.MAX_NAME + 1));

        assertThat(answer.pointers()).containsExactlyInAnyOrder("?limit", "?status", "?type");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "[\"yesterday\",\"019a4398-e000-7000-8000-000000000000\"]",
                "[\"2026-11-02T08:00:00Z\",\"7\"]",
                "[\"+999999999-11-02T08:00:00Z\",\"019a4398-e000-7000-8000-000000000000\"]",
                "[null,\"019a4398-e000-7000-8000-000000000000\"]"
            })
    void a_cursor_that_no_list_gave_is_refused(String place) {
        var cursor = Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));

        assertThat(olga.get("/dead-letters?cursor=" + cursor).pointers()).containsExactly("?cursor");
    }

    @Test
    void a_summary_counts_by_worker_type_and_reason() {
        var old = SampleLetter.next("recurring-worker").reason("runaway-series").at(SampleEvents.NOW);
        var young =
                SampleLetter.next("recurring-worker").reason("runaway-series").at(SampleEvents.NOW.plusSeconds(9));
        var another = SampleLetter.next("recurring-worker").reason("invalid-recurrence");
        List.of(young, old, another).forEach(desk::deliver);

        var open = olga.get("/dead-letters/summary?status=open");
        var settled = olga.get("/dead-letters/summary?status=settled");

        assertThat(open.objects("counts")
                        .filter(count -> count.getString("worker").equals("recurring-worker")))
                .containsExactly(
                        JsonObject.of(
                                "worker", "recurring-worker",
                                "type", "task.created",
                                "reason", "runaway-series",
                                "count", 2,
                                "oldest_failed_at", SampleEvents.NOW.toString()),
                        JsonObject.of(
                                "worker", "recurring-worker",
                                "type", "task.created",
                                "reason", "invalid-recurrence",
                                "count", 1,
                                "oldest_failed_at", SampleEvents.NOW.toString()));
        assertThat(open.body().getInteger("total"))
                .isEqualTo(open.objects("counts")
                        .mapToInt(count -> count.getInteger("count"))
                        .sum());
        assertThat(settled.body().getInteger("total")).isEqualTo(1);
        assertThat(olga.get("/dead-letters/summary?status=done").pointers()).containsExactly("?status");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,  /dead-letters",
        "GET,  /dead-letters/summary",
        "GET,  /dead-letters/019a4398-e000-7000-8000-000000000000",
        "POST, /dead-letters/019a4398-e000-7000-8000-000000000000/redrive",
        "POST, /dead-letters/019a4398-e000-7000-8000-000000000000/discard",
        "POST, /dead-letters/redrive",
        "POST, /dead-letters/discard"
    })
    void only_operators_pass(String method, String path) {
        var nobody = new Operator(desk, "no.jwt.atall");
        var alice = desk.operator("alice", new String[0]);
        var guest = desk.operator("guest", "guest", "Operator");

        var body = method.equals("POST") ? "{}" : null;
        assertThat(desk.call(method, path, nobody.token(), body).statusCode()).isEqualTo(401);
        assertThat(desk.call(method, path, alice.token(), body).statusCode()).isEqualTo(403);
        assertThat(desk.call(method, path, guest.token(), body).statusCode()).isEqualTo(403);
        assertThat(desk.call(method, path, olga.token(), body).statusCode()).isNotIn(401, 403);
    }

    @Test
    void without_any_token_nothing_is_told() {
        assertThat(desk.get("/dead-letters").statusCode()).isEqualTo(401);
    }
}
