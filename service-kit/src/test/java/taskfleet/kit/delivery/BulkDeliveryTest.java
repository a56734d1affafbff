package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.kit.dapr.SidecarException;

class BulkDeliveryTest {
    private static final Event FIRST = SampleEvents.TASK_CREATED;
    private static final Event BAD = SampleEvents.TASK_CREATED_FOR_BOB;
    private static final Event LAST = SampleEvents.TASK_UPDATED;

    private final List<List<Event>> calls = new CopyOnWriteArrayList<>();
    private Function<List<Event>, List<Outcome>> handler = BulkDeliveryTest::allDone;

    @AutoClose
    private final SampleWorker worker = SampleWorker.onTasksInBulk(events -> {
        calls.add(events);
        return handler.apply(events);
    });

    @Test
    void all_events_of_a_bulk_are_handled_at_once_in_their_order() {
        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).containsExactly(List.of(FIRST, BAD, LAST));
    }

    @Test
    void an_unreadable_event_is_dead_lettered_and_the_others_are_handled() {
        var statuses =
                worker.deliverInBulk(delivered(FIRST), delivered(BAD).put("subject", "another"), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).containsExactly(List.of(FIRST, LAST));
        assertThat(deadLetteredIds()).containsExactly(BAD.id().toString());
    }

    @Test
    void an_entry_that_is_not_even_an_object_is_dead_lettered_and_the_others_are_handled() {
        var statuses = worker.deliverInBulk(delivered(FIRST), "bytes of somebody else", delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).containsExactly(List.of(FIRST, LAST));
        assertThat(worker.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getString("unreadable")).isEqualTo("bytes of somebody else"));
    }

    @Test
    void an_event_of_unknown_type_is_passed_over() {
        var statuses = worker.deliverInBulk(delivered(BAD).put("type", "task.archived"), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS");
        assertThat(calls).containsExactly(List.of(LAST));
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void an_event_that_fails_is_tried_again_alone_then_dead_lettered() {
        handler = events -> events.stream()
                .map(event -> event.equals(BAD) ? Outcome.failed("no") : Outcome.done())
                .toList();

        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).containsExactly(List.of(FIRST, BAD, LAST), List.of(BAD), List.of(BAD), List.of(BAD));
        assertThat(worker.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getInteger("dlattempts")).isEqualTo(4));
        assertThat(deadLetteredIds()).containsExactly(BAD.id().toString());
    }

    @Test
    void a_bulk_that_throws_is_done_one_by_one_so_that_only_the_bad_event_is_dead_lettered() {
        handler = events -> {
            if (events.contains(BAD)) {
                throw new IllegalStateException("the transaction of all is rolled back");
            }
            return allDone(events);
        };

        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).startsWith(List.of(FIRST, BAD, LAST)).contains(List.of(FIRST), List.of(LAST));
        assertThat(calls).filteredOn(List.of(BAD)::equals).hasSize(4);
        assertThat(deadLetteredIds()).containsExactly(BAD.id().toString());
    }

    @Test
    void during_an_outage_the_whole_bulk_comes_again_without_being_tried_one_by_one() {
        handler = events -> {
            throw SidecarException.away("SELECT", "the database is gone");
        };

        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

        assertThat(statuses).containsExactly("0 RETRY", "1 RETRY", "2 RETRY");
        assertThat(calls).hasSize(1);
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void an_event_whose_dead_letter_is_not_taken_comes_again_alone() {
        worker.sidecar.away = true;

        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD).put("subject", "another"));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 RETRY");
    }

    @Test
    void an_empty_bulk_is_answered() {
        var statuses = worker.deliverInBulk();

        assertThat(statuses).isEmpty();
        assertThat(calls).isEmpty();
    }

    private static List<Outcome> allDone(List<Event> events) {
        return events.stream().map(event -> Outcome.done()).toList();
    }

    private List<String> deadLetteredIds() {
        return worker.deadLetters().stream()
                .map(letter -> letter.getString("id"))
                .toList();
    }
}
