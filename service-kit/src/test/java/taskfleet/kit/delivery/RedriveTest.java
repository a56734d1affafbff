package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.events.Topic;
import taskfleet.kit.dapr.SidecarException;

class RedriveTest {
    private static final Event EVENT = SampleEvents.TASK_CREATED;

    private final List<Event> handled = new CopyOnWriteArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private Supplier<Outcome> outcome = Outcome::done;
    private Runnable beforeNote = () -> {};

    @AutoClose
    private final SampleWorker worker = SampleWorker.start(subscriptions -> subscriptions
            .on(Topic.TASKS, event -> {
                handled.add(event);
                return outcome.get();
            })
            .notingDeadLettersIn((id, redrive) -> {
                beforeNote.run();
                notes.add(id + " " + redrive);
            }));

    @Test
    void a_redriven_event_goes_only_to_the_worker_that_gave_it_up() {
        var status = worker.deliver(redriven("another-worker"));

        assertThat(status).isEqualTo("SUCCESS");
        assertThat(handled).isEmpty();
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void a_redriven_event_that_nobody_can_read_is_left_to_its_worker_too() {
        worker.deliver(redriven("another-worker").put("subject", "not the task"));

        assertThat(worker.deadLetters()).isEmpty();
    }

    @Test
    void a_handled_redrive_is_told() {
        worker.deliver(redriven(SampleWorker.NAME));

        assertThat(handled).hasSize(1);
        assertThat(settled())
                .containsExactly(
                        new RedriveSettled(EVENT.id().toString(), SampleWorker.NAME, 1, "handled", SampleWorker.NOW));
    }

    @Test
    void a_redrive_that_left_nothing_to_do_is_told_with_the_reason() {
        outcome = () -> Outcome.ignored("an older version");

        worker.deliver(redriven(SampleWorker.NAME));

        assertThat(settled()).extracting(RedriveSettled::outcome).containsExactly("an older version");
    }

    @Test
    void a_redrive_that_can_not_be_told_comes_again() {
        worker.sidecar.away = true;
        var whileAway = worker.deliver(redriven(SampleWorker.NAME));
        worker.sidecar.away = false;
        var whenBack = worker.deliver(redriven(SampleWorker.NAME));

        assertThat(whileAway).isEqualTo("RETRY");
        assertThat(whenBack).isEqualTo("SUCCESS");
        assertThat(settled()).hasSize(1);
    }

    @Test
    void an_event_that_comes_for_the_first_time_is_not_told() {
        worker.deliver(delivered(EVENT));

        assertThat(handled).hasSize(1);
        assertThat(worker.sidecar.published).isEmpty();
    }

    @Test
    void a_redrive_that_fails_again_is_dead_lettered_with_its_count() {
        outcome = () -> Outcome.failed("still no");

        worker.deliver(redriven(SampleWorker.NAME));

        assertThat(handled).hasSize(4);
        assertThat(worker.deadLetters())
                .singleElement()
                .satisfies(letter -> assertThat(letter.getInteger("redrive")).isEqualTo(1));
        assertThat(settled()).isEmpty();
        assertThat(notes).containsExactly(EVENT.id() + " 1");
    }

    @Test
    void what_is_dead_lettered_is_noted_for_replays() {
        outcome = () -> Outcome.rejected("runaway", "too much");

        worker.deliver(delivered(EVENT));

        assertThat(notes).containsExactly(EVENT.id() + " 0");
    }

    @Test
    void a_dead_letter_that_can_not_be_noted_comes_again() {
        outcome = () -> Outcome.rejected("runaway", "too much");
        beforeNote = () -> {
            throw SidecarException.away("INSERT", "the database is gone");
        };

        assertThat(worker.deliver(delivered(EVENT))).isEqualTo("RETRY");
    }

    private static JsonObject redriven(String consumer) {
        return delivered(EVENT.withRedrive(new Event.Redrive(1, consumer)));
    }

    private List<RedriveSettled> settled() {
        return worker.sidecar.published.stream()
                .filter(published -> published.topic().equals("redrives"))
                .map(published -> new JsonObject(published.message().json()))
                .flatMap(event -> RedriveSettled.read(event).stream())
                .toList();
    }
}
