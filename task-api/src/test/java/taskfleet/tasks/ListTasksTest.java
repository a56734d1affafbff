package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListTasksTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final ApiUser alice = aliceWithTasks();

    @AfterAll
    static void stop() {
        api.close();
    }

    /** Her tasks in the order of their creation: each differs from the others in what one of the lists asks for. */
    private static ApiUser aliceWithTasks() {
        var user = api.newUser();
        var plants = user.createId("title", "plants", "priority", "high", "tags", JsonArray.of("home", "green"));
        later();
        user.create(
                "title", "Rent", "priority", "urgent", "due_at", "2026-11-30T23:00:00Z", "tags", JsonArray.of("home"));
        later();
        user.create(
                "title",
                "cake",
                "due_at",
                "2026-11-05",
                "time_zone",
                "Pacific/Auckland",
                "description",
                "100% choc_late");
        later();
        user.create(
                "title",
                "Run",
                "priority",
                "low",
                "due_at",
                "2026-11-05T06:00:00+01:00",
                "recurrence",
                JsonObject.of("rule", "FREQ=DAILY"));
        later();
        user.complete(plants);
        return user;
    }

    private static void later() {
        api.clock.advance(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    status=open                          | Rent, cake, Run
                    status=completed                     | plants
                    tag=home                             | plants, Rent
                    tag=home&tag=green                   | plants
                    tag=hom                              |
                    priority=high                        | plants
                    priority=high&priority=urgent        | plants, Rent
                    priority=none                        | cake
                    due_from=2026-11-05T05:00:00Z        | Rent, Run
                    due_from=2026-11-05T05:00:01Z        | Rent
                    due_to=2026-11-05T05:00:00Z          | cake
                    due_from=2026-11-05&due_to=2026-11-06 | cake, Run
                    due_from=2026-11-06                  | Rent
                    due_to=2026-11-05                    |
                    q=PLANT                              | plants
                    q=chOC_                              | cake
                    q=0%25                               | cake
                    q=%25                                | cake
                    q=_                                  | cake
                    q=n                                  | plants, Rent, Run
                    status=open&tag=home&priority=urgent | Rent
                    ''                                   | plants, Rent, cake, Run
                    """)
    void a_filter_lets_through_what_it_names(String filter, String titles) {
        var expected = titles == null ? List.<String>of() : List.of(titles.split(", "));

        var found = alice.list("sort=created_at&" + filter);

        assertThat(found.status()).as(found.body()).isEqualTo(200);
        assertThat(found.titles()).isEqualTo(expected);
    }

    @Test
    void the_series_filter_finds_the_tasks_of_a_series() {
        var run = alice.list("q=Run").tasks().getFirst();

        var found = alice.list("series=" + run.getString("series_id"));

        assertThat(found.tasks()).containsExactly(run);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    created_at | plants, Rent, cake, Run
                    updated_at | Rent, cake, Run, plants
                    due_at     | cake, Run, Rent, plants
                    priority   | cake, Run, plants, Rent
                    title      | Rent, Run, cake, plants
                    """)
    void each_order_goes_both_ways_through_pages_of_any_size(String sort, String titles) {
        var ascending = List.of(titles.split(", "));

        assertThat(titles(pages(alice, "sort=" + sort, 1))).isEqualTo(ascending);
        assertThat(titles(pages(alice, "sort=" + sort, 3))).isEqualTo(ascending);
        assertThat(titles(pages(alice, "sort=-" + sort, 1))).isEqualTo(ascending.reversed());
        assertThat(titles(pages(alice, "sort=-" + sort, 4))).isEqualTo(ascending.reversed());
    }

    @Test
    void the_newest_come_first_unless_asked_otherwise() {
        assertThat(alice.list("").titles()).containsExactly("Run", "cake", "Rent", "plants");
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "-created_at", "updated_at", "due_at", "-due_at", "-priority", "title"})
    void paging_while_tasks_are_written_shows_each_once(String sort) {
        var bob = api.newUser();
        var before = new ArrayList<String>();
        for (int i = 0; i < 120; i++) {
            before.add(
                    i % 3 == 0
                            ? bob.createId("title", "t" + i % 7)
                            : bob.createId(
                                    "title",
                                    "t" + i % 7,
                                    "priority",
                                    "low",
                                    "due_at",
                                    "2026-11-%02d".formatted(i % 5 + 1)));
            if (i % 10 == 0) {
                later();
            }
        }

        var shown = pages(bob, "sort=" + sort, 25, () -> bob.create("title", "t3", "due_at", "2026-11-03"));

        var ids = shown.stream().map(task -> task.getString("id")).toList();
        assertThat(ids).doesNotHaveDuplicates().containsAll(before);
    }

    @Test
    void the_last_page_has_no_cursor() {
        assertThat(alice.list("limit=4").json().containsKey("next_cursor")).isFalse();
        assertThat(alice.list("limit=3").json().containsKey("next_cursor")).isTrue();
    }

    @Test
    void each_page_but_the_last_links_to_the_next_with_the_same_filters() {
        var bob = api.newUser();
        for (int i = 0; i < 7; i++) {
            bob.create("title", "t" + i, "tags", JsonArray.of("at home & away"));
            bob.create("title", "of another tag");
        }

        var titles = new ArrayList<String>();
        var page = bob.get("/tasks?sort=title&limit=3&tag=at+home+%26+away");
        titles.addAll(page.titles());
        for (var link = page.header("Link"); !link.isEmpty(); link = page.header("Link")) {
            assertThat(link).matches("</tasks\\?.*>; rel=\"next\"");
            page = bob.get(link.substring(1, link.indexOf('>')));
            titles.addAll(page.titles());
        }

        assertThat(titles).containsExactly("t0", "t1", "t2", "t3", "t4", "t5", "t6");
    }

    @ParameterizedTest
    @CsvSource({
        "limit=0, ?limit",
        "limit=201, ?limit",
        "limit=many, ?limit",
        "sort=colour, ?sort",
        "sort=, ?sort",
        "status=done, ?status",
        "priority=soon, ?priority",
        "due_from=tomorrow, ?due_from",
        "due_to=2026-13-01, ?due_to",
        "q=, ?q",
        "q=%00, ?q",
        "tag=%00, ?tag",
        "series=7, ?series",
        "cursor=, ?cursor",
        "cursor=nonsense, ?cursor"
    })
    void a_wrong_parameter_is_told(String query, String pointer) {
        var answer = alice.list(query);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly(pointer);
    }

    @Test
    void a_text_to_look_for_has_a_limit() {
        assertThat(alice.list("q=" + "x".repeat(101)).pointers()).containsExactly("?q");
    }

    @Test
    void all_wrong_parameters_are_told_at_once() {
        var answer = alice.list("limit=0&sort=colour&status=done&priority=soon&priority=later");

        assertThat(answer.pointers()).containsExactlyInAnyOrder("?limit", "?sort", "?status", "?priority", "?priority");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"created_at\",true,\"yesterday\",\"019a4398-e000-7000-8000-000000000000\"]",
                "[\"created_at\",true,null,\"019a4398-e000-7000-8000-000000000000\"]",
                "[\"created_at\",true,\"2026-11-02T08:00:00Z\",\"7\"]",
                "[\"created_at\",true,\"2026-11-02T08:00:00Z\"]",
                "[\"created_at\",false,\"2026-11-02T08:00:00Z\",\"019a4398-e000-7000-8000-000000000000\"]",
                "[\"title\",true,\"a\",\"019a4398-e000-7000-8000-000000000000\"]",
                "{}"
            })
    void a_cursor_that_this_list_did_not_give_is_refused(String place) {
        var cursor = Base64.getUrlEncoder().encodeToString(place.getBytes(StandardCharsets.UTF_8));

        var answer = alice.list("cursor=" + cursor);

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.pointers()).containsExactly("?cursor");
    }

    private static List<JsonObject> pages(ApiUser user, String query, int limit) {
        return pages(user, query, limit, () -> {});
    }

    private static List<JsonObject> pages(ApiUser user, String query, int limit, Runnable betweenPages) {
        var tasks = new ArrayList<JsonObject>();
        var page = user.list(query + "&limit=" + limit);
        tasks.addAll(page.tasks());
        for (var cursor = page.json().getString("next_cursor"); cursor != null; ) {
            betweenPages.run();
            page = user.list(query + "&limit=" + limit + "&cursor=" + cursor);
            assertThat(page.tasks()).hasSizeBetween(1, limit);
            tasks.addAll(page.tasks());
            cursor = page.json().getString("next_cursor");
        }
        return tasks;
    }

    private static List<String> titles(List<JsonObject> tasks) {
        return tasks.stream().map(task -> task.getString("title")).toList();
    }
}
