package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Index.atIndex;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import io.vertx.core.Future;
import java.net.ConnectException;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.dapr.SidecarException;

class AttemptsTest {
    private final Deque<Supplier<Outcome>> script = new ArrayDeque<>();
    private final List<Long> attemptMillis = new CopyOnWriteArrayList<>();

    @AutoClose
    private final SampleWorker worker = SampleWorker.onTasks(event -> {
        attemptMillis.add(System.nanoTime() / 1_000_000);
        return script.size() > 1 ? script.pop().get() : script.element().get();
    });

    @Test
    void a_failing_event_is_tried_four_times_by_the_delays_of_the_policy_then_dead_lettered() {
        script.add(AttemptsTest::fails);

        var status = deliver();

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(waits())
                .hasSize(3)
                .satisfies(wait -> assertThat(wait).isGreaterThanOrEqualTo(19), atIndex(0))
                .satisfies(wait -> assertThat(wait).isGreaterThanOrEqualTo(39), atIndex(1))
                .satisfies(wait -> assertThat(wait).isGreaterThanOrEqualTo(79), atIndex(2));
        assertThat(worker.deadLetters())
                .singleElement()
                .extracting(
                        letter -> letter.getInteger("dlattempts"),
                        letter -> letter.getString("dlreason"),
                        letter -> letter.getString("dldetail"))
                .containsExactly(4, "attempts-exhausted", "no");
    }

    @Test
    void an_event_that_succeeds_at_last_is_not_dead_lettered() {
        script.addAll(Collections.nCopies(3, AttemptsTest::fails));
        script.add(Outcome::done);

        var status = deliver();

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(attemptMillis).hasSize(4);
        assertThat(worker.deadLetters()).isEmpty();
    }

    @Test
    void what_a_handler_throws_counts_as_a_failed_attempt() {
        script.add(() -> {
            throw new IllegalStateException("a bug");
        });

        var status = deliver();

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(attemptMillis).hasSize(4);
        assertThat(worker.deadLetters().getFirst().getString("dldetail")).contains("a bug");
    }

    @Test
    void an_event_that_cannot_be_dead_lettered_comes_again() {
        script.add(AttemptsTest::fails);
        worker.sidecar.away = true;

        var whileAway = deliver();
        worker.sidecar.away = false;
        var whenBack = deliver();

        assertThat(whileAway).isEqualTo("RETRY");
        assertThat(whenBack).isEqualTo("SUCCESS");
        assertThat(worker.deadLetters()).hasSize(1);
    }

    @Test
    void a_dead_letter_that_the_broker_refuses_lets_the_event_come_again() {
        script.add(AttemptsTest::fails);
        worker.sidecar.refusedIds = Set.of(SampleEvents.TASK_CREATED.id().toString());

        var status = deliver();

        assertThat(status).isEqualTo("RETRY");
    }

    @Test
    void an_outage_lets_the_event_come_again_without_using_up_attempts() {
        script.addAll(Collections.nCopies(6, AttemptsTest::meetsAnOutage));
        script.add(AttemptsTest::fails);

        var duringOutage = IntStream.range(0, 6).mapToObj(i -> deliver()).toList();
        var afterIt = deliver();

        assertThat(duringOutage).containsOnly("RETRY");
        assertThat(afterIt).isEqualTo("SUCCESS");
        assertThat(attemptMillis).hasSize(6 + 4);
        assertThat(worker.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getInteger("dlattempts")).isEqualTo(4));
    }

    @Test
    void a_refused_connection_that_a_handler_awaited_is_an_outage() {
        script.add(() ->
                Future.<Outcome>failedFuture(new ConnectException("refused")).await());

        var status = deliver();

        assertThat(status).isEqualTo("RETRY");
        assertThat(attemptMillis).hasSize(1);
    }

    private static Outcome fails() {
        return Outcome.failed("no");
    }

    private static Outcome meetsAnOutage() {
        throw SidecarException.away("PUT task-api", "gone");
    }

    private String deliver() {
        return worker.deliver(delivered(SampleEvents.TASK_CREATED));
    }

    private List<Long> waits() {
        return IntStream.range(1, attemptMillis.size())
                .mapToObj(i -> attemptMillis.get(i) - attemptMillis.get(i - 1))
                .toList();
    }
}
