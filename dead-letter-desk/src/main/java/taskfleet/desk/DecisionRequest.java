package taskfleet.desk;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;

/** What a person asks for on many letters at once: which ones, with a note that each of them gets. */
record DecisionRequest(Selection selection, @Nullable String note) {
    /** Which letters. */
    sealed interface Selection {
        record These(List<UUID> ids) implements Selection {}

        /** The open ones that agree in everything that is given. */
        record AllOf(
                @Nullable String worker,
                @Nullable String type,
                @Nullable String reason) implements Selection {}
    }

    static DecisionRequest read(RoutingContext context, Decision.Kind kind, DeskConfig.Limits limits) {
        var reader = new Reader(body(context), limits);
        var request = new DecisionRequest(reader.selection(), reader.note(kind));
        reader.check(Set.of("note", "ids", "where"));
        return request;
    }

    /** The note on the one letter that the path names; without a note no body is needed. */
    static @Nullable String readNote(RoutingContext context, Decision.Kind kind, DeskConfig.Limits limits) {
        var reader = new Reader(context.body().isEmpty() ? new JsonObject() : body(context), limits);
        var note = reader.note(kind);
        reader.check(Set.of("note"));
        return note;
    }

    private static JsonObject body(RoutingContext context) {
        try {
            var body = context.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException e) {
            // told below, like no body at all
        }
        throw Problem.malformed("body: not readable (expected: one JSON object). Nothing was changed.")
                .asException();
    }

    /** Reads a body and notes everything that is wrong with it. */
    private static final class Reader {
        private static final Set<String> FILTERS = Set.of("worker", "type", "reason");

        private final JsonObject body;
        private final DeskConfig.Limits limits;
        private final List<Violation> violations = new ArrayList<>();

        Reader(JsonObject body, DeskConfig.Limits limits) {
            this.body = body;
            this.limits = limits;
        }

        /** Who discards has to say why: nobody else will look at the letter again. */
        @Nullable
        String note(Decision.Kind kind) {
            var note = body.getValue("note");
            if (note == null && kind == Decision.Kind.REDRIVEN) {
                return null;
            }
            if (note instanceof String text
                    && !text.isBlank()
                    && text.codePointCount(0, text.length()) <= limits.note()
                    && Storable.isStorable(text)) {
                return text.strip();
            }
            reject("#/note", note, "a text of 1 to %d characters".formatted(limits.note()));
            return null;
        }

        Selection selection() {
            boolean hasIds = body.containsKey("ids");
            if (hasIds == body.containsKey("where")) {
                reject("#", hasIds ? "ids and where" : "neither", "ids or where, one of them");
                return new Selection.These(List.of());
            }
            return hasIds ? these() : allOf();
        }

        private Selection these() {
            var ids = new LinkedHashSet<UUID>();
            var given = body.getValue("ids") instanceof JsonArray array ? array : new JsonArray();
            if (given.isEmpty() || given.size() > limits.selection()) {
                reject("#/ids", given.size() + " ids", "an array of 1 to %d ids".formatted(limits.selection()));
                return new Selection.These(List.of());
            }
            for (int i = 0; i < given.size(); i++) {
                try {
                    ids.add(UUID.fromString(String.valueOf(given.getValue(i))));
                } catch (IllegalArgumentException e) {
                    reject("#/ids/" + i, given.getValue(i), "the id of a letter");
                }
            }
            return new Selection.These(List.copyOf(ids));
        }

        /** An empty one would be all there are, and most likely a mistake. */
        private Selection allOf() {
            var where = body.getValue("where") instanceof JsonObject object ? object : new JsonObject();
            if (where.isEmpty()) {
                reject("#/where", body.getValue("where"), "one or more of worker, type and reason");
            }
            only(where, "#/where/", FILTERS);
            return new Selection.AllOf(filter(where, "worker"), filter(where, "type"), filter(where, "reason"));
        }

        private @Nullable String filter(JsonObject where, String name) {
            var value = where.getValue(name);
            if (where.containsKey(name) && !(value instanceof String text && Storable.isName(text))) {
                reject("#/where/" + name, value, "a text of 1 to %d characters".formatted(Storable.MAX_NAME));
                return null;
            }
            return (String) value;
        }

        void check(Set<String> fields) {
            only(body, "#/", fields);
            if (!violations.isEmpty()) {
                throw Problem.invalid(violations).asException();
            }
        }

        private void only(JsonObject object, String pointer, Set<String> fields) {
            object.fieldNames().stream()
                    .filter(name -> !fields.contains(name))
                    .forEach(name -> reject(
                            pointer + name.replace("~", "~0").replace("/", "~1"),
                            "unknown field",
                            "one of "
                                    + String.join(", ", fields.stream().sorted().toList())));
        }

        private void reject(String pointer, @Nullable Object value, String expected) {
            violations.add(Violation.of(pointer, value, expected));
        }
    }
}
