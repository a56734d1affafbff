package taskfleet.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Builds task snapshots for tests: starts from a plain open task of alice and varies what a test is about. */
public final class SampleTask {
    private UUID taskId = UUID.fromString("0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e01");
    private String userId = SampleEvents.ALICE;
    private String title = "Water the plants";
    private @Nullable String description;
    private Priority priority = Priority.NONE;
    private List<String> tags = List.of();
    private @Nullable Due due;
    private ZoneId timeZone = ZoneId.of("Europe/Berlin");
    private @Nullable RecurrenceSpec recurrence;
    private List<ReminderSpec> reminders = List.of();
    private @Nullable Instant completedAt;
    private int version = 1;
    private @Nullable UUID seriesId;
    private @Nullable Integer occurrence;
    private Instant createdAt = SampleEvents.NOW;
    private Instant updatedAt = SampleEvents.NOW;

    private SampleTask() {}

    public static SampleTask plain() {
        return new SampleTask();
    }

    public TaskSnapshot build() {
        return new TaskSnapshot(
                taskId,
                userId,
                title,
                description,
                priority,
                tags,
                due,
                timeZone,
                recurrence,
                reminders,
                completedAt == null ? TaskStatus.OPEN : TaskStatus.COMPLETED,
                completedAt,
                version,
                seriesId,
                occurrence,
                createdAt,
                updatedAt);
    }

    public SampleTask id(UUID value) {
        taskId = value;
        return this;
    }

    public SampleTask user(String value) {
        userId = value;
        return this;
    }

    public SampleTask title(String value) {
        title = value;
        return this;
    }

    public SampleTask description(String value) {
        description = value;
        return this;
    }

    public SampleTask priority(Priority value) {
        priority = value;
        return this;
    }

    public SampleTask tags(String... values) {
        tags = List.of(values);
        return this;
    }

    public SampleTask dueAt(String dateTime) {
        due = new Due.DateTime(OffsetDateTime.parse(dateTime));
        return this;
    }

    public SampleTask dueOn(String date) {
        due = new Due.Date(LocalDate.parse(date));
        return this;
    }

    public SampleTask timeZone(String name) {
        timeZone = ZoneId.of(name);
        return this;
    }

    /** Makes it the given occurrence of a series, by a rule that counts from the due date. */
    public SampleTask recurring(String rule, UUID series, int number) {
        return recurring(new RecurrenceSpec(rule, RecurrenceAfter.DUE_DATE, null), series, number);
    }

    public SampleTask recurring(RecurrenceSpec value, UUID series, int number) {
        recurrence = value;
        seriesId = series;
        occurrence = number;
        return this;
    }

    public SampleTask reminders(ReminderSpec... values) {
        reminders = List.of(values);
        return this;
    }

    public SampleTask completedAt(Instant value) {
        completedAt = value;
        updatedAt = value;
        return this;
    }

    public SampleTask reopenedAt(Instant value) {
        completedAt = null;
        updatedAt = value;
        return this;
    }

    public SampleTask version(int value) {
        version = value;
        return this;
    }

    public SampleTask createdAt(Instant value) {
        createdAt = value;
        return this;
    }

    public SampleTask updatedAt(Instant value) {
        updatedAt = value;
        return this;
    }
}
