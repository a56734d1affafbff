package taskfleet.analytics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.Priority;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.SampleEvents;

/** What some users may have done to their tasks: as random as the seed says, and the same for the same seed. */
final class RandomHistory {
    private static final String[] ZONES = {"Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"};
    private static final String[] TAGS = {"home", "work", "phone", "garden"};
    private static final Instant START = Instant.parse("2026-10-20T00:00:00Z");

    private final Random random;
    private final String userPrefix;

    RandomHistory(long seed, String userPrefix) {
        this.random = new Random(seed);
        this.userPrefix = userPrefix;
    }

    /** The events of these tasks, in the order in which they happened to each. */
    List<Event> events(int tasks) {
        var events = new ArrayList<Event>();
        for (int i = 0; i < tasks; i++) {
            addTask(events);
            addReminders(events);
        }
        return events;
    }

    /** The same events in some order, some of them more than once, cut into bulks of any size. */
    List<List<Event>> deliveries(List<Event> events, int largestBulk) {
        var shuffled = new ArrayList<>(events);
        events.stream().filter(event -> random.nextInt(3) == 0).forEach(shuffled::add);
        Collections.shuffle(shuffled, random);
        var bulks = new ArrayList<List<Event>>();
        for (int from = 0; from < shuffled.size(); ) {
            int to = Math.min(shuffled.size(), from + 1 + random.nextInt(largestBulk));
            bulks.add(shuffled.subList(from, to));
            from = to;
        }
        return bulks;
    }

    private void addTask(List<Event> events) {
        var at = START.plus(someTime());
        var story = TaskStory.of(user(), someId(), at).with(task -> task.timeZone(oneOf(ZONES)));
        events.add(story.created());
        for (int change = random.nextInt(7); change > 0; change--) {
            at = at.plus(someTime().dividedBy(8));
            events.add(change(story, at));
        }
    }

    /** A deletion may be anywhere: an occurrence that was taken back can come again under its id. */
    private Event change(TaskStory story, Instant at) {
        return switch (random.nextInt(6)) {
            case 0, 1 -> story.completed(at);
            case 2 -> story.reopened(at);
            case 3 -> story.deleted(at);
            case 4 -> story.with(task -> task.dueOn(day(at))).updated();
            default ->
                story.with(task -> task.dueAt(at.plus(Duration.ofHours(random.nextInt(48)))
                                        .toString())
                                .priority(Priority.ofLevel(random.nextInt(5)))
                                .tags(oneOf(TAGS))
                                .timeZone(oneOf(ZONES)))
                        .updated();
        };
    }

    private void addReminders(List<Event> events) {
        var sample = SampleEvents.triggered(Duration.ZERO, false);
        for (int i = random.nextInt(3); i > 0; i--) {
            var firedAt = START.plus(someTime());
            var fired = new ReminderTriggered(
                    someId(),
                    sample.taskId(),
                    user(),
                    sample.title(),
                    sample.due(),
                    ZoneId.of(oneOf(ZONES)),
                    firedAt,
                    1,
                    firedAt,
                    random.nextInt(4) == 0);
            events.add(Event.first(fired, Clock.fixed(firedAt, ZoneOffset.UTC)));
        }
    }

    private String user() {
        return userPrefix + random.nextInt(3);
    }

    private UUID someId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    private Duration someTime() {
        return Duration.ofMinutes(random.nextInt(14 * 24 * 60));
    }

    private String oneOf(String[] choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
