package taskfleet.desk;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;

/**
 * A list of letters, as the query parameters ask for it: filters, and a page behind a cursor, newest failure first. The
 * cursor holds the place of the last letter in the order, so pages stay right while letters arrive.
 */
final class LetterQuery {
    private final MultiMap query;
    private final int limit;
    private final List<Violation> violations = new ArrayList<>();
    private final List<String> conditions = new ArrayList<>();
    private final List<Object> parameters = new ArrayList<>();

    private LetterQuery(MultiMap query, DeskConfig.Limits limits) {
        this.query = query;
        this.limit = parsed("limit", "a number from 1 to " + limits.maxPage(), text -> limit(text, limits.maxPage()))
                .orElse(limits.page());
    }

    /**
     * Reads the query parameters.
     *
     * @throws Problem.ProblemException with everything that is wrong with them
     */
    static LetterQuery read(MultiMap parameters, DeskConfig.Limits limits) {
        var query = new LetterQuery(parameters, limits);
        query.filter("worker", "worker");
        query.filter("type", "event_type");
        query.filter("reason", "reason");
        query.filter("user", "user_id");
        query.status();
        query.page();
        query.check();
        return query;
    }

    /** Reads the one parameter of a summary. */
    static LetterQuery readStatus(MultiMap parameters, DeskConfig.Limits limits) {
        var query = new LetterQuery(parameters, limits);
        query.status();
        query.check();
        return query;
    }

    /** What a letter must meet, with {@link #parameters}. */
    String condition() {
        return conditions.isEmpty() ? "true" : String.join(" AND ", conditions);
    }

    List<Object> parameters() {
        return parameters;
    }

    int limit() {
        return limit;
    }

    /** The cursor of the page that begins behind this letter. */
    static String cursorBehind(Letter letter) {
        var place = new JsonArray()
                .add(letter.failure().at().toString())
                .add(letter.id().toString());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.encode().getBytes(StandardCharsets.UTF_8));
    }

    private void filter(String name, String column) {
        parsed(name, "1 to %d characters".formatted(Storable.MAX_NAME), LetterQuery::name)
                .ifPresent(text -> conditions.add("%s = $%d".formatted(column, parameter(text))));
    }

    private void status() {
        parsed(
                        "status",
                        Standing.Status.names(),
                        text -> Standing.Status.named(text).orElseThrow(() -> new IllegalArgumentException(text)))
                .ifPresent(status -> conditions.add("status = $" + parameter(status.wireName())));
    }

    private void page() {
        parsed("cursor", "the next_cursor of a list", LetterQuery::place)
                .ifPresent(place -> conditions.add("(failed_at, letter_id) < ($%d, $%d)"
                        .formatted(parameter(place.failedAt()), parameter(place.letterId()))));
    }

    private record Place(OffsetDateTime failedAt, UUID letterId) {}

    private static Place place(String cursor) {
        var place = new JsonArray(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        var failedAt = Instant.parse(place.getString(0));
        if (!Storable.isStorable(failedAt)) {
            throw new IllegalArgumentException(cursor);
        }
        return new Place(failedAt.atOffset(ZoneOffset.UTC), UUID.fromString(place.getString(1)));
    }

    private static String name(String text) {
        if (!Storable.isName(text)) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }

    private static int limit(String text, int most) {
        int number = Integer.parseInt(text);
        if (number < 1 || number > most) {
            throw new IllegalArgumentException(text);
        }
        return number;
    }

    private <T> Optional<T> parsed(String name, String expected, Function<String, T> parser) {
        var text = query.get(name);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(text));
        } catch (RuntimeException e) {
            violations.add(Violation.of("?" + name, text, expected));
            return Optional.empty();
        }
    }

    private void check() {
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).asException();
        }
    }

    /** Adds a parameter and gives its number. */
    private int parameter(Object value) {
        parameters.add(value);
        return parameters.size();
    }
}
