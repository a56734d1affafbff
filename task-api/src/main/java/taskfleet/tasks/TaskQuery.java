package taskfleet.tasks;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import taskfleet.events.Due;
import taskfleet.events.Priority;
import taskfleet.events.TaskSnapshot;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;

/**
 * A list of one user's tasks, as the query parameters ask for it: filters, an order, and a page behind a cursor. The
 * cursor holds the place of the last task in the order, so pages stay right while tasks are written.
 */
final class TaskQuery {
    private static final int MAX_TEXT = 100;

    private final MultiMap query;
    private final int limit;
    private final TaskOrder sort;
    private final boolean descending;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    private TaskQuery(String userId, MultiMap query, TaskApiConfig.Limits limits) {
        this.query = query;
        this.limit = limit(limits);
        var order = Optional.ofNullable(query.get("sort")).orElse("-created_at");
        this.descending = order.startsWith("-");
        this.sort = TaskOrder.named(descending ? order.substring(1) : order)
                .orElseGet(() -> refused(
                        "sort", order, TaskOrder.names() + ", with - before it for descending", TaskOrder.CREATED_AT));
        conditions.add("user_id = $" + parameter(userId));
        conditions.add("deleted_at IS NULL");
    }

    /**
     * Reads the query parameters.
     *
     * @throws Problem.ProblemException with everything that is wrong with them
     */
    static TaskQuery read(String userId, MultiMap parameters, TaskApiConfig.Limits limits) {
        var query = new TaskQuery(userId, parameters, limits);
        query.filter();
        query.page();
        if (!query.violations.isEmpty()) {
            throw Problem.invalid(query.violations).asException();
        }
        return query;
    }

    /** One task more than the page holds: it tells whether there is a next page. */
    String sql() {
        var direction = descending ? "DESC" : "ASC";
        return "SELECT * FROM task WHERE %s ORDER BY %s %s, task_id %s LIMIT %d"
                .formatted(String.join(" AND ", conditions), sort.column(), direction, direction, limit + 1);
    }

    List<Object> parameters() {
        return parameters;
    }

    int limit() {
        return limit;
    }

    /** The cursor of the page that begins behind this task. */
    String cursorBehind(TaskSnapshot task) {
        var place = new JsonArray()
                .add(sort.parameter())
                .add(descending)
                .add(sort.valueOf(task))
                .add(task.taskId().toString());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.encode().getBytes(StandardCharsets.UTF_8));
    }

    private void filter() {
        parsed("status", "open or completed", TaskQuery::completion).ifPresent(conditions::add);
        for (var tag : query.getAll("tag")) {
            conditions.add("$%d = ANY (tags)".formatted(parameter(tag(tag))));
        }
        var priorities = query.getAll("priority");
        if (!priorities.isEmpty()) {
            conditions.add("priority = ANY ($%d::smallint[])".formatted(parameter(priorities(priorities))));
        }
        parsed("due_from", "a date-time or a date", Due::parse).ifPresent(from -> conditions.add(dueFrom(from)));
        parsed("due_to", "a date-time or a date", Due::parse).ifPresent(to -> conditions.add("NOT " + dueFrom(to)));
        parsed("q", "1 to %d characters".formatted(MAX_TEXT), TaskQuery::pattern)
                .ifPresent(pattern ->
                        conditions.add("(title ILIKE $%1$d OR description ILIKE $%1$d)".formatted(parameter(pattern))));
        parsed("series", "a UUID", UUID::fromString)
                .ifPresent(series -> conditions.add("series_id = $" + parameter(series)));
    }

    private void page() {
        parsed("cursor", "the next_cursor of a list in the same order", this::place)
                .ifPresent(place -> conditions.add("(%s, task_id) %s ($%d::text::%s, $%d::uuid)"
                        .formatted(
                                sort.column(),
                                descending ? "<" : ">",
                                parameter(place.value()),
                                sort.type(),
                                parameter(place.taskId()))));
    }

    private record Place(String value, UUID taskId) {}

    private Place place(String cursor) {
        var place = new JsonArray(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        if (!sort.parameter().equals(place.getString(0))
                || descending != place.getBoolean(1)
                || !sort.isValue(place.getString(2))) {
            throw new IllegalArgumentException("of another order");
        }
        return new Place(place.getString(2), UUID.fromString(place.getString(3)));
    }

    private static String completion(String status) {
        return switch (status) {
            case "open" -> "completed_at IS NULL";
            case "completed" -> "completed_at IS NOT NULL";
            default -> throw new IllegalArgumentException(status);
        };
    }

    private String tag(String tag) {
        return Fields.isStorable(tag) ? tag : refused("tag", tag, "a text without NUL", "");
    }

    private Short[] priorities(List<String> names) {
        return names.stream()
                .map(name -> Priority.named(name)
                        .orElseGet(() -> refused("priority", name, "none, low, medium, high or urgent", Priority.NONE)))
                .map(priority -> (short) priority.level())
                .toArray(Short[]::new);
    }

    /** To a date, all-day tasks compare as dates, wherever their zones put the day; moments to its midnight in UTC. */
    private String dueFrom(Due from) {
        var moment = "due_at >= $" + parameter(TaskRow.utc(from.startsAt(ZoneOffset.UTC)));
        return from instanceof Due.Date date
                ? "(CASE WHEN length(due) = %d THEN due COLLATE \"C\" >= $%d ELSE %s END)"
                        .formatted(date.toString().length(), parameter(date.toString()), moment)
                : "(%s)".formatted(moment);
    }

    private static String pattern(String text) {
        if (text.isBlank() || text.codePointCount(0, text.length()) > MAX_TEXT || !Fields.isStorable(text)) {
            throw new IllegalArgumentException(text);
        }
        return "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    private int limit(TaskApiConfig.Limits limits) {
        return parsed("limit", "a number from 1 to " + limits.maxPage(), text -> {
                    int number = Integer.parseInt(text);
                    if (number < 1 || number > limits.maxPage()) {
                        throw new IllegalArgumentException(text);
                    }
                    return number;
                })
                .orElse(limits.page());
    }

    private <T> Optional<T> parsed(String name, String expected, Function<String, T> parser) {
        var text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (RuntimeException e) {
            reject(name, text, expected);
            return Optional.empty();
        }
    }

    private <T> T refused(String name, String value, String expected, T fallback) {
        reject(name, value, expected);
        return fallback;
    }

    private void reject(String name, String value, String expected) {
        violations.add(Violation.of("?" + name, value, expected));
    }

    /** Adds a parameter and gives its number. */
    private int parameter(Object value) {
        parameters.add(value);
        return parameters.size();
    }
}
