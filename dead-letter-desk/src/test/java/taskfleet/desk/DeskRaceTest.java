package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.TestDatabase;

/** Two replicas at work on the same letters. */
class DeskRaceTest {
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final RunningDesk one = RunningDesk.start(DATABASE.environment());
    private static final RunningDesk other = RunningDesk.start(DATABASE.environment());

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @Test
    void a_letter_that_two_replicas_hold_at_once_is_kept_once() throws Exception {
        for (int round = 0; round < 20; round++) {
            var letter = SampleLetter.next().of("held-" + round);

            var answers = together(List.of(() -> one.deliver(letter), () -> other.deliver(letter)));

            assertThat(answers).containsOnly("200 SUCCESS");
            assertThat(one.operator("olga").list("user=held-" + round).ids()).hasSize(1);
            assertThat(one.operator("olga").show(letter).history()).containsExactly("failed 0");
        }
    }

    @Test
    void two_people_who_redrive_one_letter_at_once_get_a_count_each() throws Exception {
        for (int round = 0; round < 20; round++) {
            var letter = SampleLetter.next();
            one.deliver(letter);

            together(List.of(
                    () -> one.operator("olga").redrive(letter),
                    () -> other.operator("omar").redrive(letter)));

            var shown = one.operator("olga").show(letter);
            assertThat(shown.history()).containsExactly("failed 0", "redriven 1", "redriven 2");
            assertThat(shown.objects("history").skip(1).map(step -> step.getString("by")))
                    .containsExactlyInAnyOrder("olga", "omar");
        }
    }

    @Test
    void two_people_who_redrive_all_of_one_reason_at_once_redrive_each_letter_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            var reason = "race-" + round;
            var letters = Stream.generate(() -> SampleLetter.next().reason(reason))
                    .limit(15)
                    .toList();
            letters.forEach(one::deliver);

            List<Callable<Operator.Answer>> calls = List.of(
                    () -> one.operator("olga").redriveWhere("reason", reason),
                    () -> other.operator("omar").redriveWhere("reason", reason));
            var answers = together(calls);

            assertThat(answers).extracting(Operator.Answer::status).containsOnly(200);
            assertThat(answers.stream()
                            .mapToInt(answer -> answer.body().getInteger("redriven"))
                            .sum())
                    .isEqualTo(15);
            letters.forEach(letter ->
                    assertThat(one.operator("olga").show(letter).history()).containsExactly("failed 0", "redriven 1"));
        }
    }

    @Test
    void a_letter_and_the_notice_of_its_redrive_never_miss_each_other() throws Exception {
        for (int round = 0; round < 20; round++) {
            var letter = SampleLetter.next();

            together(List.of(() -> one.deliver(letter), () -> other.tell(letter, 1, "handled")));

            assertThat(one.operator("olga").show(letter).text("status")).isEqualTo("settled");
        }
    }

    @Test
    void a_failure_that_comes_while_somebody_redrives_is_not_taken_for_a_failure_of_that_redrive() throws Exception {
        for (int round = 0; round < 20; round++) {
            var letter = SampleLetter.next();
            one.deliver(letter);
            one.operator("olga").redrive(letter);
            var failedAgain = letter.after(1, "again", SampleEvents.NOW.plusSeconds(5));

            together(List.of(
                    () -> one.deliver(failedAgain),
                    () -> String.valueOf(other.operator("omar").redrive(letter).status())));

            assertThat(one.operator("olga").show(letter).text("status")).isEqualTo("redriving");
        }
    }

    private static <T> List<T> together(List<Callable<T>> calls) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        }
    }
}
