package taskfleet.kit.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

@ExtendWith(VertxExtension.class)
class InboxTest {
    private static final Event EVENT = SampleEvents.TASK_CREATED;

    private final SettableClock clock = new SettableClock(SampleEvents.NOW);
    private final Inbox inbox = new Inbox(clock);
    private final Database database;

    InboxTest(Vertx vertx) {
        this.database = TestDatabase.create().open(vertx, "kit");
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void an_event_is_admitted_once() {
        var answers = List.of(admit(EVENT), admit(EVENT), admit(SampleEvents.TASK_UPDATED), admit(EVENT));

        assertThat(answers).containsExactly(true, false, true, false);
    }

    @Test
    void an_event_that_was_handled_is_not_admitted_again_by_a_redrive() {
        var answers = List.of(admit(EVENT), admit(redriven(1)), admit(redriven(2)));

        assertThat(answers).containsExactly(true, false, false);
    }

    @Test
    void a_dead_lettered_event_is_admitted_only_by_a_later_redrive_and_then_is_handled() {
        deadLettered(0);

        var answers = List.of(admit(EVENT), admit(redriven(1)), admit(redriven(1)), admit(redriven(2)), admit(EVENT));

        assertThat(answers).containsExactly(false, true, false, false, false);
    }

    @Test
    void a_redrive_that_failed_too_leaves_the_event_to_the_next_one() {
        deadLettered(0);
        deadLettered(1);

        var answers = List.of(admit(redriven(1)), admit(redriven(2)));

        assertThat(answers).containsExactly(false, true);
    }

    /** Its worker died between the dead letter and this note, and handled the event when it came again. */
    @Test
    void a_handled_event_stays_handled_when_it_is_noted_as_dead_lettered() {
        admit(EVENT);
        deadLettered(0);

        assertThat(admit(redriven(1))).isFalse();
    }

    @Test
    void an_event_whose_transaction_is_rolled_back_is_admitted_again() {
        assertThatThrownBy(() -> database.inTransaction(transaction -> {
                    inbox.admit(transaction, EVENT);
                    throw new IllegalStateException("the effect failed");
                }))
                .hasMessage("the effect failed");

        assertThat(admit(EVENT)).isTrue();
    }

    @Test
    void of_transactions_at_once_only_one_admits_the_event() throws Exception {
        Callable<Boolean> delivery = () -> admit(EVENT);

        List<Future<Boolean>> answers;
        try (var deliveries = Executors.newVirtualThreadPerTaskExecutor()) {
            answers = deliveries.invokeAll(Collections.nCopies(16, delivery));
        }

        assertThat(answers).filteredOn(InboxTest::isTrue).hasSize(1);
    }

    @Test
    void only_what_is_older_than_asked_is_forgotten() {
        admit(EVENT);
        clock.advance(Duration.ofDays(20));
        admit(SampleEvents.TASK_UPDATED);
        clock.advance(Duration.ofDays(20));

        int forgotten = inbox.forget(database.pool(), Duration.ofDays(30));

        assertThat(forgotten).isEqualTo(1);
        assertThat(admit(EVENT)).isTrue();
        assertThat(admit(SampleEvents.TASK_UPDATED)).isFalse();
    }

    private static Event redriven(int count) {
        return EVENT.withRedrive(new Event.Redrive(count, "a-worker"));
    }

    private void deadLettered(int redrive) {
        inbox.deadLettered(database.pool(), EVENT.id(), redrive);
    }

    private boolean admit(Event event) {
        return database.inTransaction(transaction -> inbox.admit(transaction, event));
    }

    private static boolean isTrue(Future<Boolean> answer) {
        try {
            return answer.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
