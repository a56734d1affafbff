package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;

/**
 * Reads the fields of a JSON object and notes everything that is wrong with them, each with its JSON pointer, so that
 * a client learns of all its mistakes at once.
 */
final class Fields {
    private static final String UNSTORABLE = "a NUL or half of a surrogate pair";

    private final JsonObject object;
    private final String pointer;
    private final List<Violation> violations;

    private Fields(JsonObject object, String pointer, List<Violation> violations) {
        this.object = object;
        this.pointer = pointer;
        this.violations = violations;
    }

    static Fields of(JsonObject body) {
        return new Fields(body, "#", new ArrayList<>());
    }

    /** The same fields, with mistakes of their own. */
    Fields apart() {
        return new Fields(object, pointer, new ArrayList<>());
    }

    /** What a target becomes by these fields as a merge patch, with mistakes of its own that stand where the patch is. */
    Fields mergedInto(JsonObject target) {
        return new Fields(MergePatch.apply(target, object), pointer, new ArrayList<>());
    }

    /** Refuses fields of any other name. */
    Fields only(Set<String> names) {
        object.fieldNames().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> reject(escaped(name), "unknown field", "one of " + String.join(", ", names)));
        return this;
    }

    boolean has(String name) {
        return object.getValue(name) != null;
    }

    /** Also where it is null. */
    boolean names(String name) {
        return object.containsKey(name);
    }

    /** A text of a length in characters (code points); empty when absent or refused. */
    Optional<String> text(String name, int minimum, int maximum) {
        var expected = "a text of %d to %d characters".formatted(minimum, maximum);
        return value(name, String.class, expected)
                .filter(text -> {
                    int length = text.codePointCount(0, text.length());
                    return (length >= minimum && length <= maximum) || reject(name, length + " characters", expected);
                })
                .filter(text -> isStorable(text) || reject(name, UNSTORABLE, expected + ", none of them NUL"));
    }

    /** Postgres takes no NUL, and UTF-8 has no form for half of a surrogate pair. */
    static boolean isStorable(String text) {
        return text.codePoints()
                .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }

    String requiredText(String name, int minimum, int maximum) {
        if (!has(name)) {
            reject(name, "absent", "a text of %d to %d characters".formatted(minimum, maximum));
        }
        return text(name, minimum, maximum).orElse("");
    }

    /** A text that a parser understands, which otherwise throws a RuntimeException. */
    <T> Optional<T> parsed(String name, String expected, Function<String, T> parser) {
        return value(name, String.class, expected).flatMap(text -> {
            try {
                return Optional.of(parser.apply(text));
            } catch (RuntimeException e) {
                reject(name, text, expected);
                return Optional.empty();
            }
        });
    }

    <T> T required(String name, String expected, Function<String, T> parser, T fallback) {
        if (!has(name)) {
            reject(name, "absent", expected);
        }
        return parsed(name, expected, parser).orElse(fallback);
    }

    int number(String name, int fallback, int minimum, int maximum) {
        var expected = "a whole number from %d to %d".formatted(minimum, maximum);
        int number = value(name, Integer.class, expected).orElse(fallback);
        if (number < minimum || number > maximum) {
            reject(name, number, expected);
        }
        return number;
    }

    boolean requiredFlag(String name) {
        var expected = "true or false";
        if (!has(name)) {
            reject(name, "absent", expected);
        }
        return value(name, Boolean.class, expected).orElse(false);
    }

    int requiredNumber(String name, int minimum) {
        var expected = "a whole number from " + minimum;
        var number = value(name, Integer.class, expected);
        if (!has(name) || (number.isPresent() && number.get() < minimum)) {
            reject(name, object.getValue(name), expected);
        }
        return number.orElse(minimum);
    }

    List<String> texts(String name, int maxItems, int maxLength) {
        var texts = new ArrayList<String>();
        var items = items(name, maxItems);
        for (int i = 0; i < items.size(); i++) {
            if (items.getValue(i) instanceof String text
                    && !text.isBlank()
                    && isStorable(text)
                    && text.codePointCount(0, text.length()) <= maxLength) {
                texts.add(text);
            } else {
                reject(name + "/" + i, items.getValue(i), "a text of 1 to %d characters".formatted(maxLength));
            }
        }
        return texts;
    }

    Optional<Fields> object(String name) {
        return value(name, JsonObject.class, "an object").map(nested -> nested(name, nested));
    }

    /**
     * An object without which there is nothing more to read.
     *
     * @throws Problem.ProblemException when it is absent or something else
     */
    Fields requiredObject(String name) {
        var nested = object(name);
        if (!has(name)) {
            reject(name, "absent", "an object");
        }
        check();
        return nested.orElseThrow();
    }

    List<Fields> objects(String name, int maxItems) {
        var fields = new ArrayList<Fields>();
        var items = items(name, maxItems);
        for (int i = 0; i < items.size(); i++) {
            if (items.getValue(i) instanceof JsonObject item) {
                fields.add(nested(name + "/" + i, item));
            } else {
                reject(name + "/" + i, items.getValue(i), "an object");
            }
        }
        return fields;
    }

    /**
     * Notes a mistake.
     *
     * @return false, so that a condition can end with it
     */
    boolean reject(String name, @Nullable Object value, String expected) {
        violations.add(Violation.of(name.isEmpty() ? pointer : pointer + "/" + name, value, expected));
        return false;
    }

    /**
     * To be called when all has been read.
     *
     * @throws Problem.ProblemException with all mistakes, if there are any
     */
    void check() {
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).asException();
        }
    }

    /** A name that only the client knows, as a part of a JSON pointer (RFC 6901 section 3). */
    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }

    private JsonArray items(String name, int maxItems) {
        var items = value(name, JsonArray.class, "an array").orElseGet(JsonArray::new);
        if (items.size() > maxItems) {
            reject(name, items.size() + " items", "at most " + maxItems);
            return new JsonArray();
        }
        return items;
    }

    private Fields nested(String name, JsonObject nested) {
        return new Fields(nested, pointer + "/" + name, violations);
    }

    private <T> Optional<T> value(String name, Class<T> type, String expected) {
        var value = object.getValue(name);
        if (value != null && !type.isInstance(value)) {
            reject(name, value, expected);
            return Optional.empty();
        }
        return Optional.ofNullable(type.cast(value));
    }
}
