package taskfleet.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import taskfleet.events.Event;
import taskfleet.events.EventType;
import taskfleet.events.ReminderEvent;
import taskfleet.events.SampleEvents;
import taskfleet.kit.delivery.Outcome;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;
import taskfleet.reminder.ExpectedReminders.Fired;

/**
 * Whatever happens on the way of events within what Kafka permits (the same event twice, a replay from an older offset,
 * two replicas that hold the same event, a crash between any two steps, a scheduler that is away), reminders are those
 * of one clean run.
 */
class ReminderHistoryTest {
    private static final SettableClock TIME = new SettableClock(SampleEvents.NOW);
    private static final CrashingClock CLOCK = new CrashingClock();
    private static final TestDatabase DATABASE = TestDatabase.create();
    private static final List<Replica> REPLICAS = List.of(new Replica(DATABASE, CLOCK), new Replica(DATABASE, CLOCK));

    @BeforeEach
    void reset() {
        TIME.set(SampleEvents.NOW);
        REPLICAS.forEach(Replica::reset);
    }

    @AfterAll
    static void close() {
        REPLICAS.forEach(Replica::close);
    }

    static LongStream seeds() {
        return LongStream.rangeClosed(1, 60);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void reminders_are_those_of_one_clean_run(long seed) {
        var moments = new RandomReminders(seed).moments();
        var way = new BumpyWay(seed);

        for (var moment : moments) {
            TIME.set(moment.at());
            way.fireOverdue();
            way.deliver(moment.events());
        }

        var expected = ExpectedReminders.of(moments);
        assertThat(fired()).containsExactlyInAnyOrderElementsOf(expected.fired());
        expected.scheduled()
                .forEach((id, fireAt) -> assertThat(REPLICAS.getFirst().reminder(id))
                        .satisfies(reminder -> assertThat(reminder.status()).isEqualTo(Reminder.Status.SCHEDULED))
                        .satisfies(reminder -> assertThat(reminder.fireAt()).isEqualTo(fireAt)));
        assertThat(REPLICAS.getFirst().countScheduled())
                .isEqualTo(expected.scheduled().size());
    }

    private static List<Fired> fired() {
        return REPLICAS.getFirst().events(EventType.REMINDER_TRIGGERED).stream()
                .map(event -> (ReminderEvent) event.data())
                .map(reminder -> new Fired(reminder.reminderId(), reminder.fireAt()))
                .toList();
    }

    /** One partition, read by whichever of the replicas holds it, from an offset that also goes back. */
    private static final class BumpyWay {
        private final Random random;
        private final List<Event> partition = new ArrayList<>();

        BumpyWay(long seed) {
            this.random = new Random(seed);
        }

        void deliver(List<Event> events) {
            int offset = partition.size();
            partition.addAll(events);
            while (offset < partition.size()) {
                int bulk = 1 + random.nextInt(partition.size() - offset);
                switch (random.nextInt(8)) {
                    case 0 -> offset -= random.nextInt(offset + 1);
                    case 1 -> replica().handle(partition.get(offset)); // handled, and not acknowledged
                    case 2 -> crash(partition.get(offset));
                    case 3 -> {
                        var away = replica();
                        away.scheduler.goAway();
                        away.handle(partition.get(offset));
                        away.scheduler.comeBack();
                        away.jobs.armNext();
                    }
                    default -> {
                        assertThat(replica().handle(partition.subList(offset, offset + bulk)))
                                .hasSize(bulk)
                                .hasOnlyElementsOfTypes(Outcome.Done.class, Outcome.Ignored.class);
                        offset += bulk;
                    }
                }
            }
        }

        void fireOverdue() {
            replica().trigger.fireOverdue();
            replica().trigger.fireOverdue();
        }

        private void crash(Event event) {
            CLOCK.crashAtRead(1 + random.nextInt(4));
            Outcome unseen;
            try {
                unseen = replica().handle(event);
            } catch (CrashingClock.Crash crash) {
                unseen = Outcome.failed(crash.toString());
            } finally {
                CLOCK.crashAtRead(0);
            }
            assertThat(unseen).isNotNull();
        }

        private Replica replica() {
            return REPLICAS.get(random.nextInt(REPLICAS.size()));
        }
    }

    /** The time is read before, within and after the transaction: wherever it is read, the worker can be made to die. */
    private static final class CrashingClock extends Clock {
        private int readsLeft;

        static final class Crash extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        /**
         * @param number of the read that fails, from 1; 0 for none
         */
        synchronized void crashAtRead(int number) {
            readsLeft = number;
        }

        @Override
        public synchronized Instant instant() {
            if (readsLeft > 0 && --readsLeft == 0) {
                throw new Crash();
            }
            return TIME.instant();
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new IllegalArgumentException("instants only");
        }
    }
}
