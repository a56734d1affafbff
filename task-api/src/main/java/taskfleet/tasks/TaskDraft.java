package taskfleet.tasks;

import java.time.ZoneId;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Due;
import taskfleet.events.IanaTimeZone;
import taskfleet.events.IsoDuration;
import taskfleet.events.Priority;
import taskfleet.events.RecurrenceAfter;
import taskfleet.events.RecurrenceSpec;
import taskfleet.events.ReminderSpec;
import taskfleet.events.TaskLimits;
import taskfleet.recurrence.InvalidRule;
import taskfleet.recurrence.RecurrenceRule;

/** What a user may say of a task: the fields of POST and PATCH, validated. */
record TaskDraft(
        String title,
        @Nullable String description,
        Priority priority,
        List<String> tags,
        @Nullable Due due,
        ZoneId timeZone,
        @Nullable RecurrenceSpec recurrence,
        List<ReminderSpec> reminders) {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final Set<String> FIELDS =
            sorted("title", "description", "priority", "tags", "due_at", "time_zone", "recurrence", "reminders");
    private static final Set<String> RECURRENCE_FIELDS = sorted("rule", "after");
    private static final Set<String> REMINDER_FIELDS = sorted("at", "before_due");
    private static final String DATE = "an RFC 3339 date-time with offset, or a date such as 2026-05-31";
    private static final String MOMENT = "an RFC 3339 date-time with offset";
    private static final String DURATION = "an ISO 8601 duration such as PT30M or P1D, of at most 999 days";

    /**
     * Reads a whole task as its user gives it.
     *
     * @throws taskfleet.kit.http.Problem.ProblemException with every mistake in it
     */
    static TaskDraft read(Fields fields) {
        fields.only(FIELDS);
        var zone = zone(fields);
        var due = due(fields);
        var draft = new TaskDraft(
                title(fields),
                fields.text("description", 0, TaskLimits.DESCRIPTION_LENGTH).orElse(null),
                fields.parsed("priority", "none, low, medium, high or urgent", TaskDraft::priority)
                        .orElse(Priority.NONE),
                tags(fields),
                due,
                zone,
                recurrence(fields, due),
                reminders(fields));
        fields.check();
        return draft;
    }

    /** All of it that an occurrence of a series may have of its own. */
    RecurrenceSpec.Following content() {
        return new RecurrenceSpec.Following(title, description, priority, tags, due, reminders);
    }

    private static String title(Fields fields) {
        var title = fields.requiredText("title", 1, TaskLimits.TITLE_LENGTH);
        if (!title.isEmpty() && title.isBlank()) {
            fields.reject("title", "blank", "a text with something to read");
        }
        return title;
    }

    private static Priority priority(String name) {
        return Priority.named(name).orElseThrow();
    }

    static ZoneId zone(Fields fields) {
        return fields.parsed("time_zone", "an IANA time zone such as Europe/Berlin", IanaTimeZone::parse)
                .orElse(UTC);
    }

    static @Nullable Due due(Fields fields) {
        return fields.parsed("due_at", DATE, GivenDates::due).orElse(null);
    }

    private static List<String> tags(Fields fields) {
        var tags = fields.texts("tags", TaskLimits.TAGS, TaskLimits.TAG_LENGTH);
        if (new LinkedHashSet<>(tags).size() < tags.size()) {
            fields.reject("tags", "the same tag twice", "each tag once");
        }
        return tags;
    }

    static @Nullable RecurrenceSpec recurrence(Fields fields, @Nullable Due due) {
        return fields.object("recurrence")
                .map(recurrence -> {
                    recurrence.only(RECURRENCE_FIELDS);
                    var rule = rule(recurrence, due);
                    var after = recurrence
                            .parsed(
                                    "after",
                                    "due_date or completion",
                                    name -> RecurrenceAfter.named(name).orElseThrow())
                            .orElse(RecurrenceAfter.DUE_DATE);
                    return new RecurrenceSpec(rule, after, null);
                })
                .orElse(null);
    }

    private static String rule(Fields recurrence, @Nullable Due due) {
        var text = recurrence.requiredText("rule", 1, TaskLimits.RECURRENCE_RULE_LENGTH);
        if (text.isEmpty()) {
            return text;
        }
        try {
            var rule = RecurrenceRule.parse(text);
            if (rule.requiresTimeOfDay() && due instanceof Due.Date) {
                recurrence.reject("rule", text, "a rule of whole days, since due_at is a date alone");
            }
            return rule.toString();
        } catch (InvalidRule e) {
            recurrence.reject("rule", e.value(), e.expected());
            return text;
        }
    }

    /** The reminders beside a {@code due_at} that may be absent. */
    static List<ReminderSpec> reminders(Fields fields) {
        var reminders = fields.objects("reminders", TaskLimits.REMINDERS).stream()
                .map(reminder -> reminder(reminder.only(REMINDER_FIELDS), fields.has("due_at")))
                .flatMap(Optional::stream)
                .toList();
        if (new LinkedHashSet<>(reminders).size() < reminders.size()) {
            fields.reject("reminders", "the same reminder twice", "each reminder once");
        }
        return reminders;
    }

    private static Optional<ReminderSpec> reminder(Fields reminder, boolean hasDue) {
        Optional<ReminderSpec> at = reminder.parsed("at", MOMENT, text -> new ReminderSpec.At(GivenDates.moment(text)));
        Optional<ReminderSpec> before =
                reminder.parsed("before_due", DURATION, text -> new ReminderSpec.BeforeDue(IsoDuration.parse(text)));
        if (reminder.has("at") == reminder.has("before_due")) {
            reminder.reject("", reminder.has("at") ? "both" : "neither", "either at or before_due");
        } else if (reminder.has("before_due") && !hasDue) {
            reminder.reject("before_due", "no due_at", "a task with due_at");
        }
        return before.or(() -> at);
    }

    static Set<String> sorted(String... names) {
        return new LinkedHashSet<>(List.of(names));
    }
}
