package taskfleet.reminder;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.EventData;
import taskfleet.events.ReminderSpec;
import taskfleet.events.SampleEvents;
import taskfleet.events.SampleTask;
import taskfleet.events.TaskCompleted;
import taskfleet.events.TaskCreated;
import taskfleet.events.TaskDeleted;
import taskfleet.events.TaskUpdated;

/** What somebody may have done to a few tasks with reminders: as random as the seed says. */
final class RandomReminders {
    private static final int TASKS = 5;
    private static final int MOMENTS = 12;
    private static final Duration BETWEEN_MOMENTS = Duration.ofHours(1);

    /** What happened at one time, in its order; between two of them reminders fire. */
    record Moment(Instant at, List<Event> events) {}

    private final Random random;
    private final List<UUID> ids = new ArrayList<>();
    private final int[] versions = new int[TASKS];

    RandomReminders(long seed) {
        this.random = new Random(seed);
        for (int i = 0; i < TASKS; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
    }

    List<Moment> moments() {
        var moments = new ArrayList<Moment>();
        for (int i = 0; i < MOMENTS; i++) {
            var at = SampleEvents.NOW.plus(BETWEEN_MOMENTS.multipliedBy(i));
            var events = new ArrayList<Event>();
            for (int change = random.nextInt(5); change > 0; change--) {
                events.add(change(random.nextInt(TASKS), at));
            }
            moments.add(new Moment(at, events));
        }
        return moments;
    }

    /** Also a deleted task may come again: an occurrence that was taken back does, under its id. */
    private Event change(int task, Instant at) {
        int version = ++versions[task];
        var sample = SampleTask.plain()
                .id(ids.get(task))
                .version(version)
                .dueAt(at.plus(someHours()).toString())
                .reminders(reminders(at));
        if (version == 1) {
            return event(new TaskCreated(sample.build()), at);
        }
        return switch (random.nextInt(5)) {
            case 0 -> event(new TaskCompleted(sample.completedAt(at).build()), at);
            case 1 -> event(new TaskDeleted(sample.build()), at);
            default -> event(new TaskUpdated(sample.build(), List.of("due_at", "reminders")), at);
        };
    }

    /** Some before the due date, one at a time of its own that stays while the due date moves; some are past. */
    private ReminderSpec[] reminders(Instant at) {
        var specs = new ArrayList<ReminderSpec>();
        for (int hours = 1; hours <= 2; hours++) {
            if (random.nextBoolean()) {
                specs.add(new ReminderSpec.BeforeDue(Duration.ofHours(hours)));
            }
        }
        if (random.nextBoolean()) {
            specs.add(new ReminderSpec.At(SampleEvents.NOW.plus(Duration.ofMinutes(330))));
        }
        if (random.nextInt(4) == 0) {
            specs.add(new ReminderSpec.At(at.minus(Duration.ofMinutes(30))));
        }
        return specs.toArray(ReminderSpec[]::new);
    }

    /** Half past the hour, so that nothing fires at the very time of a change. */
    private Duration someHours() {
        return Duration.ofMinutes(random.nextInt(8) * 60L + 30);
    }

    private static Event event(EventData data, Instant at) {
        return Event.first(data, Clock.fixed(at, ZoneOffset.UTC));
    }
}
