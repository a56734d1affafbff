package taskfleet.tasks;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import taskfleet.events.TaskSnapshot;

/** The orders of a list, each with its index, and with the value of a task as text: a part of a cursor. */
enum TaskOrder {
    CREATED_AT("created_at", "timestamptz"),
    UPDATED_AT("updated_at", "timestamptz"),
    DUE_AT("coalesce(due_at, 'infinity')", "timestamptz"),
    PRIORITY("priority", "smallint"),
    TITLE("title COLLATE \"C\"", "text");

    private static final String WITHOUT_DUE = "infinity";

    private final String column;
    private final String type;

    TaskOrder(String column, String type) {
        this.column = column;
        this.type = type;
    }

    static Optional<TaskOrder> named(String name) {
        return Arrays.stream(values())
                .filter(order -> order.parameter().equals(name))
                .findFirst();
    }

    static String names() {
        return Arrays.stream(values()).map(TaskOrder::parameter).collect(Collectors.joining(", "));
    }

    String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What Postgres sorts by. */
    String column() {
        return column;
    }

    /** The type of that in Postgres. */
    String type() {
        return type;
    }

    String valueOf(TaskSnapshot task) {
        return switch (this) {
            case CREATED_AT -> task.createdAt().toString();
            case UPDATED_AT -> task.updatedAt().toString();
            case DUE_AT ->
                task.due() == null
                        ? WITHOUT_DUE
                        : task.due().startsAt(task.timeZone()).toString();
            case PRIORITY -> String.valueOf(task.priority().level());
            case TITLE -> task.title();
        };
    }

    /** Whether {@link #valueOf} could have given the text: what else a client puts there, Postgres may not read. */
    boolean isValue(String text) {
        return switch (this) {
            case CREATED_AT, UPDATED_AT -> isMoment(text);
            case DUE_AT -> text.equals(WITHOUT_DUE) || isMoment(text);
            case PRIORITY -> text.matches("[0-4]");
            case TITLE -> Fields.isStorable(text);
        };
    }

    private static boolean isMoment(String text) {
        try {
            int year = Instant.parse(text).atOffset(ZoneOffset.UTC).getYear();
            return year >= 1 && year <= 9999;
        } catch (DateTimeException e) {
            return false;
        }
    }
}
