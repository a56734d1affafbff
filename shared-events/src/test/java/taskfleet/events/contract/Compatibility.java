package taskfleet.events.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares schemas with what was released. Optional fields may be added and words changed; all else breaks consumers, who
 * hold the old schema, or the new code, which still meets old events.
 */
final class Compatibility {
    private static final Set<String> WORDS = Set.of("title", "description", "$comment", "examples");
    private static final String REFERENCE = "$ref";
    private static final String REQUIRED = "required";

    private final SchemaFiles released;
    private final SchemaFiles current;
    private final List<Breach> breaches = new ArrayList<>();

    private Compatibility(SchemaFiles released, SchemaFiles current) {
        this.released = released;
        this.current = current;
    }

    static List<Breach> breaches(SchemaFiles released, SchemaFiles current) {
        var comparison = new Compatibility(released, current);
        for (String file : released.names()) {
            if (current.names().contains(file)) {
                comparison.compare(new Place(file, ""), released.named(file), current.named(file));
            } else {
                comparison.add(Breach.Rule.REMOVED, new Place(file, ""), "the whole schema");
            }
        }
        return comparison.breaches;
    }

    private record Place(String file, String pointer) {
        Place at(String step) {
            return new Place(file, pointer + "/" + step);
        }

        @Override
        public String toString() {
            return file + pointer;
        }
    }

    /** An equal reference leads to what is compared in its own place; another one is followed on both sides. */
    private void compare(Place place, JsonNode before, JsonNode now) {
        if (!before.isObject() || !now.isObject()) {
            compareWhole(place, before, now);
        } else if (before.path(REFERENCE).equals(now.path(REFERENCE))) {
            compareKeywords(place, (ObjectNode) before, (ObjectNode) now);
        } else {
            compareKeywords(
                    place,
                    released.resolved(before, released.named(place.file())),
                    current.resolved(now, current.named(place.file())));
        }
    }

    private void compareKeywords(Place place, ObjectNode before, ObjectNode now) {
        Set<String> keywords = new TreeSet<>();
        before.fieldNames().forEachRemaining(keywords::add);
        now.fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(WORDS);
        for (String keyword : keywords) {
            JsonNode was = before.path(keyword);
            JsonNode is = now.path(keyword);
            Place there = place.at(keyword);
            switch (keyword) {
                case "properties" -> compareFields(there, was, is);
                case "$defs" -> eachInBoth(there, was, is);
                case REQUIRED -> compareRequired(there, texts(was), texts(is), before);
                case "items" -> compare(there, was, is);
                case "enum" -> compareValues(there, texts(was), texts(is));
                case "maxLength", "maxItems", "maximum" -> compareLimit(there, was, is, 1);
                case "minLength", "minItems", "minimum" -> compareLimit(there, was, is, -1);
                default -> compareWhole(there, was, is);
            }
        }
    }

    private void compareFields(Place place, JsonNode was, JsonNode is) {
        eachInBoth(place, was, is);
        was.fieldNames().forEachRemaining(name -> {
            if (!is.has(name)) {
                is.properties().stream()
                        .filter(added ->
                                !was.has(added.getKey()) && added.getValue().equals(was.get(name)))
                        .findFirst()
                        .ifPresentOrElse(
                                other -> add(Breach.Rule.RENAMED, place.at(name), "now " + other.getKey()),
                                () -> add(Breach.Rule.REMOVED, place.at(name), "no longer there"));
            }
        });
    }

    private void eachInBoth(Place place, JsonNode was, JsonNode is) {
        was.properties().stream()
                .filter(entry -> is.has(entry.getKey()))
                .forEach(entry -> compare(place.at(entry.getKey()), entry.getValue(), is.get(entry.getKey())));
    }

    private void compareRequired(Place place, Set<String> was, Set<String> is, ObjectNode before) {
        minus(is, was)
                .forEach(name -> add(
                        Breach.Rule.MADE_REQUIRED,
                        place,
                        name + (before.path("properties").has(name) ? " was optional" : " is new")));
        // One that is gone altogether is told as such.
        minus(was, is).forEach(name -> add(Breach.Rule.MADE_OPTIONAL, place, name + " was required"));
    }

    private void compareValues(Place place, Set<String> was, Set<String> is) {
        minus(was, is).forEach(value -> add(Breach.Rule.NARROWED, place, value + " is no longer valid"));
        minus(is, was).forEach(value -> add(Breach.Rule.WIDENED, place, value + " is new"));
    }

    /** A limit that is absent is beyond every other. */
    private void compareLimit(Place place, JsonNode was, JsonNode is, int direction) {
        double before = was.asDouble(direction * Double.POSITIVE_INFINITY) * direction;
        double now = is.asDouble(direction * Double.POSITIVE_INFINITY) * direction;
        if (now < before) {
            add(Breach.Rule.NARROWED, place, change(was, is));
        } else if (now > before) {
            add(Breach.Rule.WIDENED, place, change(was, is));
        }
    }

    private void compareWhole(Place place, JsonNode was, JsonNode is) {
        if (!was.equals(is)) {
            Breach.Rule rule = was.isMissingNode()
                    ? Breach.Rule.NARROWED
                    : is.isMissingNode() ? Breach.Rule.WIDENED : Breach.Rule.CHANGED;
            add(rule, place, change(was, is));
        }
    }

    private static String change(JsonNode was, JsonNode is) {
        return "%s, was %s".formatted(shown(is), shown(was));
    }

    private static String shown(JsonNode node) {
        return node.isMissingNode() ? "absent" : node.toString();
    }

    private void add(Breach.Rule rule, Place place, String change) {
        breaches.add(new Breach(rule, place.toString(), change));
    }

    private static Set<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new TreeSet<>(all);
        rest.removeAll(some);
        return rest;
    }
}
