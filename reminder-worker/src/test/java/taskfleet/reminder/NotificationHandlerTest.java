package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.TestDatabase;

class NotificationHandlerTest {
    private static final RunningWorker WORKER = start();

    private final Event triggered = SampleEvents.fresh(SampleEvents.triggered(Duration.ofMillis(20), false));

    @BeforeEach
    void reset() {
        WORKER.sidecar.away = false;
        WORKER.sidecar.bindings.clear();
    }

    @AfterAll
    static void close() {
        WORKER.close();
    }

    @Test
    void triggered_reminder_is_delivered_through_the_binding() {
        var answer = WORKER.deliver("reminders", triggered);

        assertThat(answer).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.bindings)
                .containsExactly(new JsonObject()
                        .put("id", triggered.id().toString())
                        .put("user_id", SampleEvents.ALICE)
                        .put("task_id", triggered.subject())
                        .put("title", "Water the plants")
                        .put("fire_at", "2026-11-05T08:00:00Z")
                        .put("due_at", "2026-11-06T09:00:00+01:00"));
    }

    @Test
    void redelivered_event_is_delivered_to_the_user_once() {
        WORKER.deliver("reminders", triggered);

        var again = WORKER.deliver("reminders", triggered);

        assertThat(again).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.bindings).hasSize(1);
    }

    @Test
    void missed_reminder_bothers_nobody() {
        var missed = SampleEvents.fresh(SampleEvents.triggered(Duration.ofHours(30), true));

        var answer = WORKER.deliver("reminders", missed);

        assertThat(answer).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.bindings).isEmpty();
    }

    @Test
    void scheduled_reminder_is_nothing_to_deliver() {
        var answer = WORKER.deliver("reminders", SampleEvents.fresh(SampleEvents.scheduled(1)));

        assertThat(answer).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.bindings).isEmpty();
    }

    @Test
    void event_comes_again_while_the_binding_is_away_and_is_delivered_then() {
        WORKER.sidecar.away = true;
        var first = WORKER.deliver("reminders", triggered);
        WORKER.sidecar.away = false;

        var second = WORKER.deliver("reminders", triggered);

        assertThat(first).isEqualTo("200 RETRY");
        assertThat(second).isEqualTo("200 SUCCESS");
        assertThat(WORKER.sidecar.bindings).hasSize(1);
    }

    private static RunningWorker start() {
        var settings = new HashMap<>(TestDatabase.create().environment());
        settings.put("REMINDER_BINDING", "reminder-notification");
        return RunningWorker.start(settings);
    }
}
