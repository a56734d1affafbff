package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.events.Topic;
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
    void an_event_that_fails_is_put_aside_with_what_is_known_of_it_and_holds_up_nobody() {
        handler = events -> events.stream()
                .map(event -> event.equals(BAD) ? Outcome.failed("no") : Outcome.done())
                .toList();

        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).containsExactly(List.of(FIRST, BAD, LAST));
        assertThat(worker.deadLetters()).isEmpty();
        assertThat(worker.putAside())
                .containsExactly(delivered(BAD)
                        .put("retrypartition", 3)
                        .put("retryoffset", "42")
                        .put("retryattempts", 1));
    }

    @Test
    void an_event_that_was_put_aside_is_tried_again_alone_then_dead_lettered_as_it_came() {
        handler = events -> List.of(Outcome.failed("no"));
        worker.deliverInBulk(delivered(BAD));

        var status = worker.deliverAgain(worker.putAside().getFirst());

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(calls).hasSize(4).containsOnly(List.of(BAD));
        assertThat(worker.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.getMap())
                    .containsAllEntriesOf(delivered(BAD).getMap())
                    .containsEntry("dltopic", "tasks")
                    .containsEntry("dlpartition", 3)
                    .containsEntry("dloffset", 42)
                    .containsEntry("dlattempts", 4);
            assertThat(letter.fieldNames()).noneMatch(name -> name.startsWith("retry"));
        });
    }

    @Test
    void an_event_that_was_put_aside_and_succeeds_is_settled() {
        handler = events -> List.of(Outcome.failed("no"));
        worker.deliverInBulk(delivered(BAD));
        handler = BulkDeliveryTest::allDone;

        var status = worker.deliverAgain(worker.putAside().getFirst());

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(calls).hasSize(2);
        assertThat(worker.deadLetters()).isEmpty();
    }

    @Test
    void an_event_that_cannot_be_put_aside_comes_again() {
        handler = events -> List.of(Outcome.failed("no"));
        worker.sidecar.away = true;

        var statuses = worker.deliverInBulk(delivered(BAD));

        assertThat(statuses).containsExactly("0 RETRY");
    }

    @Test
    void a_bulk_that_throws_is_done_one_by_one_so_that_only_the_bad_event_is_put_aside() {
        handler = events -> {
            if (events.contains(BAD)) {
                throw new IllegalStateException("the transaction of all is rolled back");
            }
            return allDone(events);
        };

        var statuses = worker.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

        assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
        assertThat(calls).containsExactly(List.of(FIRST, BAD, LAST), List.of(FIRST), List.of(BAD), List.of(LAST));
        assertThat(worker.putAside())
                .extracting(event -> event.getString("id"))
                .containsExactly(BAD.id().toString());
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

    @Test
    void events_that_do_not_depend_on_one_another_are_handled_at_the_same_time_with_an_outcome_each() {
        var started = new CountDownLatch(3);
        EventHandler handler = event -> {
            started.countDown();
            await().until(() -> started.getCount() == 0);
            return event.equals(BAD) ? Outcome.rejected("no-such-thing", "no") : Outcome.done();
        };
        try (var each = SampleWorker.start(subscriptions -> subscriptions.onEach(Topic.TASKS, handler))) {
            var statuses = each.deliverInBulk(delivered(FIRST), delivered(BAD), delivered(LAST));

            assertThat(statuses).containsExactly("0 SUCCESS", "1 SUCCESS", "2 SUCCESS");
            assertThat(each.deadLetters())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getString("id"))
                            .isEqualTo(BAD.id().toString()));
        }
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
