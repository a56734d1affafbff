package taskfleet.recurrence;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The parts of a rule in their canonical order, each with its grammar (RFC 5545, 3.3.10). */
enum RulePart {
    FREQ("HOURLY|DAILY|WEEKLY|MONTHLY|YEARLY", "HOURLY, DAILY, WEEKLY, MONTHLY or YEARLY"),
    INTERVAL("0*[1-9]\\d{0,6}", "a whole number from 1 to 9999999"),
    BYMONTH(list("0?[1-9]|1[0-2]"), "months from 1 to 12, separated by commas"),
    // Not 53: lib-recur 0.17.1 finds a week 53 in years that have none.
    BYWEEKNO(
            list("[+-]?(0?[1-9]|[1-4]\\d|5[0-2])"), "weeks from 1 to 52, or -1 (the last) to -52, separated by commas"),
    BYYEARDAY(list("[+-]?" + Grammar.DAY_OF_YEAR), "days from 1 to 366, or -1 (the last) to -366, separated by commas"),
    BYMONTHDAY(list("[+-]?(0?[1-9]|[12]\\d|3[01])"), "days from 1 to 31, or -1 (the last) to -31, separated by commas"),
    BYDAY(
            list("([+-]?(0?[1-9]|[1-4]\\d|5[0-3]))?" + Grammar.WEEKDAY),
            "weekdays as MO, 2TU or -1FR, separated by commas"),
    BYHOUR(list("[01]?\\d|2[0-3]"), "hours from 0 to 23, separated by commas"),
    BYMINUTE(list("[0-5]?\\d"), "minutes from 0 to 59, separated by commas"),
    BYSETPOS(list("[+-]?" + Grammar.DAY_OF_YEAR), "positions from 1 to 366, or -1 to -366, separated by commas"),
    WKST(Grammar.WEEKDAY, "MO, TU, WE, TH, FR, SA or SU"),
    COUNT("0*[1-9]\\d{0,6}", "a whole number from 1 to 9999999"),
    UNTIL("\\d{8}(T\\d{6}Z)?", "a date as 20261231 or a UTC date-time as 20261231T225959Z");

    private static final Pattern NUMBER = Pattern.compile("\\+?(-?)0*(\\d+.*)");

    private final Pattern grammar;
    private final String expected;

    RulePart(String grammar, String expected) {
        this.grammar = Pattern.compile(grammar);
        this.expected = expected;
    }

    /** The parts of a rule's text, their values upper case, without leading zeros, repetitions and defaults. */
    static Map<RulePart, String> parse(String rule) throws InvalidRule {
        Map<RulePart, String> parts = new EnumMap<>(RulePart.class);
        for (String text : rule.split(";", -1)) {
            int equals = text.indexOf('=');
            String name = equals < 0 ? text : text.substring(0, equals);
            RulePart part = named(name.toUpperCase(Locale.ROOT))
                    .orElseThrow(() -> new InvalidRule(text, "parts as NAME=VALUE with the names " + names()));
            String value = text.substring(equals + 1).toUpperCase(Locale.ROOT);
            if (equals < 0 || !part.grammar.matcher(value).matches()) {
                throw new InvalidRule(text, part.name() + "=… with " + part.expected);
            }
            if (parts.put(part, part == UNTIL ? value : normalized(value)) != null) {
                throw new InvalidRule(text, part + " once");
            }
        }
        parts.remove(INTERVAL, "1");
        parts.remove(WKST, "MO");
        return parts;
    }

    private static Optional<RulePart> named(String name) {
        return Arrays.stream(values()).filter(part -> part.name().equals(name)).findFirst();
    }

    private static String names() {
        return Arrays.stream(values()).map(RulePart::name).collect(Collectors.joining(", "));
    }

    /** Repetitions go because lib-recur counts them as positions for BYSETPOS. */
    private static String normalized(String value) {
        return Arrays.stream(value.split(","))
                .map(element -> NUMBER.matcher(element).replaceFirst("$1$2"))
                .distinct()
                .collect(Collectors.joining(","));
    }

    static String text(Map<RulePart, String> parts) {
        return parts.entrySet().stream()
                .map(part -> part.getKey() + "=" + part.getValue())
                .collect(Collectors.joining(";"));
    }

    private static String list(String element) {
        return "(" + element + ")(,(" + element + "))*";
    }

    /** In a class of its own, as an enum's constants can't refer to its own static fields. */
    private static final class Grammar {
        static final String WEEKDAY = "(MO|TU|WE|TH|FR|SA|SU)";
        static final String DAY_OF_YEAR = "(0{0,2}[1-9]|0?[1-9]\\d|[12]\\d\\d|3[0-5]\\d|36[0-6])";
    }
}
