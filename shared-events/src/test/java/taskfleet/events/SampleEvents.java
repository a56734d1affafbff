package taskfleet.events;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.UUID;

/** The catalogue of sample events; each has a golden file of its name. */
public final class SampleEvents {
    public static final String ALICE = "alice";
    public static final String BOB = "bob";
    /** A Monday. */
    public static final Instant NOW = Instant.parse("2026-11-02T08:00:00Z");

    public static final UUID SERIES = UUID.fromString("5e41e5a0-3f0b-4c38-8f57-6d2b1a9c7e10");
    public static final UUID REMINDER = UUID.fromString("7d0f2c3b-9a4e-5f61-8b2c-3d4e5f6a7b01");

    private static final Instant UPDATED = Instant.parse("2026-11-02T08:05:00Z");
    private static final Instant COMPLETED = Instant.parse("2026-11-02T17:45:30.123456Z");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final Instant FIRE_AT = Instant.parse("2026-11-05T08:00:00Z");
    private static final UUID CAUSE = UUID.fromString("019a4398-e000-7000-8000-0000000000c0");

    public static final Event TASK_CREATED =
            event(1, new TaskCreated(SampleTask.plain().build()));
    public static final Event TASK_CREATED_FOR_BOB =
            event(2, new TaskCreated(bobsTask().build()));
    public static final Event TASK_CREATED_WITH_REMINDERS =
            event(3, new TaskCreated(taskWithReminders().build()));
    public static final Event TASK_CREATED_ALL_DAY =
            event(4, new TaskCreated(SampleTask.plain().dueOn("2026-11-05").build()));
    public static final Event TASK_CREATED_WEEKLY =
            event(5, new TaskCreated(weeklyTask().build()));
    public static final Event TASK_CREATED_AS_NEXT_OCCURRENCE = caused(
            6,
            new TaskCreated(
                    nextOccurrence().createdAt(COMPLETED).updatedAt(COMPLETED).build()));
    public static final Event TASK_UPDATED = event(
            7,
            new TaskUpdated(
                    taskWithReminders()
                            .title("Water all the plants")
                            .version(2)
                            .updatedAt(UPDATED)
                            .build(),
                    List.of("title", "due_at")));
    public static final Event TASK_COMPLETED = event(
            8,
            new TaskCompleted(
                    SampleTask.plain().version(2).completedAt(COMPLETED).build()));
    public static final Event TASK_COMPLETED_WEEKLY = event(
            9, new TaskCompleted(weeklyTask().version(2).completedAt(COMPLETED).build()));
    public static final Event TASK_DELETED =
            event(10, new TaskDeleted(SampleTask.plain().version(2).build()));
    public static final Event REMINDER_SCHEDULED = caused(11, scheduled(1));
    public static final Event REMINDER_TRIGGERED = caused(12, triggered(Duration.ofMillis(250), false));
    public static final Event REMINDER_MISSED = caused(13, triggered(Duration.ofHours(30), true));

    /** The first occurrence was moved and renamed on its own; the next one is to be as ever. */
    public static final Event TASK_COMPLETED_EDITED_ALONE = event(
            14,
            new TaskCompleted(weeklyTask()
                    .title("Water and feed the plants")
                    .dueAt("2026-11-04T18:00:00+01:00")
                    .recurring(
                            new RecurrenceSpec(
                                    "FREQ=WEEKLY;BYDAY=MO",
                                    RecurrenceAfter.DUE_DATE,
                                    null,
                                    weeklyTask().build().following()),
                            SERIES,
                            1)
                    .version(3)
                    .completedAt(COMPLETED)
                    .build()));

    /** All of them by the name of their golden file, without its ending. */
    public static SequencedMap<String, Event> byGoldenName() {
        SequencedMap<String, Event> samples = new LinkedHashMap<>();
        samples.put("task.created.v1", TASK_CREATED);
        samples.put("task.created.v1-for-bob", TASK_CREATED_FOR_BOB);
        samples.put("task.created.v1-with-reminders", TASK_CREATED_WITH_REMINDERS);
        samples.put("task.created.v1-all-day", TASK_CREATED_ALL_DAY);
        samples.put("task.created.v1-weekly", TASK_CREATED_WEEKLY);
        samples.put("task.created.v1-next-occurrence", TASK_CREATED_AS_NEXT_OCCURRENCE);
        samples.put("task.updated.v1", TASK_UPDATED);
        samples.put("task.completed.v1", TASK_COMPLETED);
        samples.put("task.completed.v1-weekly", TASK_COMPLETED_WEEKLY);
        samples.put("task.completed.v1-edited-alone", TASK_COMPLETED_EDITED_ALONE);
        samples.put("task.deleted.v1", TASK_DELETED);
        samples.put("reminder.scheduled.v1", REMINDER_SCHEDULED);
        samples.put("reminder.triggered.v1", REMINDER_TRIGGERED);
        samples.put("reminder.triggered.v1-missed", REMINDER_MISSED);
        return samples;
    }

    private SampleEvents() {}

    /** An event about that task or reminder at the time when it says it happened; ids repeat for a number. */
    public static Event event(int number, EventData data) {
        return new Event(idOf(number), Event.DEFAULT_SOURCE, timeOf(data), null, 0, null, null, data);
    }

    /** Bob's plain task, another one than alice's. */
    public static SampleTask bobsTask() {
        return SampleTask.plain()
                .id(UUID.fromString("0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e02"))
                .user(BOB)
                .title("Call the plumber")
                .description("The tap in the kitchen drips.")
                .priority(Priority.URGENT)
                .tags("home", "phone")
                .timeZone("America/New_York");
    }

    /** A task that is due on Friday 09:00 in Berlin, with a reminder a day before, one an hour before, one fixed. */
    public static SampleTask taskWithReminders() {
        return SampleTask.plain()
                .priority(Priority.HIGH)
                .dueAt("2026-11-06T09:00:00+01:00")
                .reminders(
                        new ReminderSpec.BeforeDue(Duration.ofDays(1)),
                        new ReminderSpec.BeforeDue(Duration.ofHours(1)),
                        new ReminderSpec.At(Instant.parse("2026-11-04T18:30:00Z")));
    }

    /** The first occurrence of a weekly series, due on Monday 18:00 in Berlin. */
    public static SampleTask weeklyTask() {
        return SampleTask.plain()
                .tags("home")
                .dueAt("2026-11-02T18:00:00+01:00")
                .recurring("FREQ=WEEKLY;BYDAY=MO", SERIES, 1)
                .reminders(new ReminderSpec.BeforeDue(Duration.ofMinutes(30)));
    }

    /** The occurrence that follows {@link #weeklyTask()}. */
    public static SampleTask nextOccurrence() {
        return weeklyTask()
                .id(UUID.fromString("c2a1b5de-7f43-5d0c-9b11-4e6f8a0c2d02"))
                .dueAt("2026-11-09T18:00:00+01:00")
                .recurring("FREQ=WEEKLY;BYDAY=MO", SERIES, 2);
    }

    /** An event that follows from another one in a trace, else like {@link #event}. */
    public static Event caused(int number, EventData data) {
        return new Event(idOf(number), Event.DEFAULT_SOURCE, timeOf(data), CAUSE, 1, TRACE, null, data);
    }

    /** An event with a new id on every call, made at {@link #NOW}. */
    public static Event fresh(EventData data) {
        return Event.first(data, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    /** The first reminder of {@link #taskWithReminders()}, scheduled at that version of the task. */
    public static ReminderScheduled scheduled(int sequence) {
        TaskSnapshot task = taskWithReminders().build();
        return new ReminderScheduled(
                REMINDER, task.taskId(), task.userId(), task.title(), task.due(), task.timeZone(), FIRE_AT, sequence);
    }

    /** The same reminder, fired that much too late. */
    public static ReminderTriggered triggered(Duration lateness, boolean missed) {
        ReminderScheduled planned = scheduled(1);
        return new ReminderTriggered(
                planned.reminderId(),
                planned.taskId(),
                planned.userId(),
                planned.title(),
                planned.due(),
                planned.timeZone(),
                planned.fireAt(),
                planned.sequence(),
                planned.fireAt().plus(lateness),
                missed);
    }

    private static Instant timeOf(EventData data) {
        return switch (data) {
            case TaskEvent change -> change.task().updatedAt();
            case ReminderScheduled ignored -> NOW;
            case ReminderTriggered fired -> fired.triggeredAt();
        };
    }

    private static UUID idOf(int number) {
        return UUID.fromString("019a4398-e000-7000-8000-%012x".formatted(number));
    }
}
