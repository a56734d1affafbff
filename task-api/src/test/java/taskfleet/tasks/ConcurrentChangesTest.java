package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.tasks.AtOnce.atOnce;
import static taskfleet.tasks.RunningTaskApi.following;

import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;

class ConcurrentChangesTest {
    private static final int ROUNDS = 60;
    private static final RunningTaskApi api = RunningTaskApi.start();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Test
    void edits_at_the_same_time_are_all_applied_or_refused_one_after_another() throws Exception {
        var alice = api.newUser();
        var id = alice.createId("title", "Water");

        var answers = atOnce(IntStream.range(0, 20)
                .<Callable<ApiAnswer>>mapToObj(i -> () -> alice.patch(id, JsonObject.of("title", "Water " + i)))
                .toList());

        var applied = answers.stream().filter(answer -> answer.status() == 200).toList();
        var sequences = alice.eventsOf(id).stream().map(Event::sequence).toList();
        assertThat(answers).extracting(ApiAnswer::status).containsOnly(200, 409);
        assertThat(applied).isNotEmpty();
        assertThat(sequences)
                .isEqualTo(IntStream.rangeClosed(1, applied.size() + 1).boxed().toList());
        assertThat(applied)
                .extracting(answer -> answer.json().getInteger("version"))
                .doesNotHaveDuplicates();
        assertThat(alice.get("/tasks/" + id).json().getInteger("version")).isEqualTo(applied.size() + 1);
    }

    @Test
    void completions_at_the_same_time_are_one() throws Exception {
        var alice = api.newUser();
        var id = alice.createId("title", "Water");

        var answers = atOnce(Collections.nCopies(10, () -> alice.complete(id)));

        assertThat(answers).extracting(ApiAnswer::status).containsOnly(200);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.completed 2");
    }

    @Test
    void wishes_to_skip_one_date_at_the_same_time_are_one() throws Exception {
        var alice = api.newUser();
        var id = alice.createId(
                "title", "Water", "due_at", "2027-01-04", "recurrence", JsonObject.of("rule", "FREQ=WEEKLY"));
        var date = JsonObject.of("due_at", "2027-01-04").encode();

        var answers = atOnce(Collections.nCopies(10, () -> alice.call("POST", "/tasks/" + id + "/skip", date)));

        assertThat(answers).extracting(ApiAnswer::status).containsOnly(200);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1", "task.updated 2");
        assertThat(alice.get("/tasks/" + id).json().getString("due_at")).isEqualTo("2027-01-11");
    }

    @Test
    void deliveries_of_one_completion_at_the_same_time_make_one_occurrence() throws Exception {
        var alice = api.newUser();
        var series = alice.completedSeries();

        var answers = atOnce(Collections.nCopies(10, () -> api.putOccurrence(series, 2, following(series, 2))));

        var id = SeriesIds.occurrence(series, 2).toString();
        assertThat(answers).extracting(ApiAnswer::status).containsOnlyOnce(201).containsOnly(200, 201);
        assertThat(alice.historyOf(id)).containsExactly("task.created 1");
    }

    @Test
    void a_reopened_task_never_has_an_untouched_next_one_left_by_a_race() throws Exception {
        var alice = api.newUser();
        for (int round = 0; round < ROUNDS; round++) {
            var series = alice.completedSeries();

            var answers = atOnce(List.of(
                    () -> api.putOccurrence(series, 2, following(series, 2)), () -> alice.reopen(series.toString())));

            assertThat(answers.get(0).status()).isIn(201, 409);
            assertThat(answers.get(1).status()).isEqualTo(200);
            assertThat(alice.get("/tasks/" + series).json().getString("status")).isEqualTo("open");
            assertThat(alice.get("/tasks/" + SeriesIds.occurrence(series, 2)).status())
                    .isEqualTo(404);
        }
    }
}
