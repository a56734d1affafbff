package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import taskfleet.events.EventType;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

class ReminderSweepTest {
    private static final Instant DUE = SampleEvents.NOW.plus(Duration.ofHours(60));

    private static final SettableClock CLOCK = new SettableClock(SampleEvents.NOW);
    private static final Replica REPLICA = new Replica(TestDatabase.create(), CLOCK);

    @AfterAll
    static void close() {
        REPLICA.close();
    }

    @Test
    void overdue_reminders_fire_while_the_scheduler_hangs() {
        var hangs = Promise.<Void>promise();
        REPLICA.scheduler.beforeJob = hangs::future;
        var waitsForItsJob = ReminderTask.next(CLOCK);
        var overdue = ReminderTask.next(CLOCK);
        REPLICA.handle(waitsForItsJob.created(DUE.plus(Duration.ofHours(1))));
        REPLICA.handle(overdue.created(DUE));
        var timing = new ReminderConfig.Timing(
                Duration.ofHours(48), Duration.ofMillis(20), Duration.ofSeconds(2), Duration.ofHours(24), 200);
        CLOCK.set(DUE.minusSeconds(10));

        ReminderSweep.deploy(REPLICA.service, REPLICA.jobs, REPLICA.trigger, timing);
        await().until(() -> REPLICA.scheduler.calls.size() == 2);
        CLOCK.set(DUE.plusSeconds(10));

        await().untilAsserted(() ->
                assertThat(REPLICA.events(EventType.REMINDER_TRIGGERED)).hasSize(1));
        assertThat(REPLICA.statusOf(overdue.reminderId())).isEqualTo("triggered");
        assertThat(REPLICA.statusOf(waitsForItsJob.reminderId())).isEqualTo("scheduled");
        hangs.complete();
    }
}
