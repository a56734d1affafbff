package taskfleet.recurrence;

import static taskfleet.recurrence.RulePart.BYDAY;
import static taskfleet.recurrence.RulePart.BYHOUR;
import static taskfleet.recurrence.RulePart.BYMINUTE;
import static taskfleet.recurrence.RulePart.BYMONTH;
import static taskfleet.recurrence.RulePart.BYMONTHDAY;
import static taskfleet.recurrence.RulePart.BYSETPOS;
import static taskfleet.recurrence.RulePart.BYWEEKNO;
import static taskfleet.recurrence.RulePart.BYYEARDAY;
import static taskfleet.recurrence.RulePart.COUNT;
import static taskfleet.recurrence.RulePart.FREQ;
import static taskfleet.recurrence.RulePart.INTERVAL;
import static taskfleet.recurrence.RulePart.WKST;

import java.time.Month;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A rule in English, such as {@code every 2 weeks on Monday}. What makes dates is told with "on", what only selects
 * among them with "if it is"; no part that changes the dates is left out.
 */
final class RuleText {
    private static final Map<String, String> UNITS =
            Map.of("HOURLY", "hour", "DAILY", "day", "WEEKLY", "week", "MONTHLY", "month", "YEARLY", "year");
    private static final Map<String, String> WEEKDAYS = Map.of(
            "MO", "Monday",
            "TU", "Tuesday",
            "WE", "Wednesday",
            "TH", "Thursday",
            "FR", "Friday",
            "SA", "Saturday",
            "SU", "Sunday");
    private static final Set<String> WORKDAYS = Set.of("MO", "TU", "WE", "TH", "FR");
    private static final int DAY_CODE_LENGTH = 2;
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("d MMMM uuuu HH:mm", Locale.ENGLISH);

    private final Map<RulePart, String> parts;
    private final String unit;

    private RuleText(Map<RulePart, String> parts) {
        this.parts = parts;
        this.unit = UNITS.getOrDefault(parts.getOrDefault(FREQ, ""), "");
    }

    /**
     * Tells a valid rule.
     *
     * @param until what its part UNTIL says, if it has one
     */
    static String of(Map<RulePart, String> parts, @Nullable Until until) {
        var text = new RuleText(parts);
        var dates = text.dayPart();
        return text.every()
                + dates.map(text::on).orElse("")
                + text.weeks()
                + text.months(dates)
                + text.filters(dates)
                + text.times()
                + text.positions()
                + text.weekStart()
                + text.count()
                + (until == null ? "" : until(until));
    }

    private String every() {
        var interval = parts.get(INTERVAL);
        return interval == null ? "every " + unit : "every %s %ss".formatted(interval, unit);
    }

    /** The part that makes the days; the others only select among them. */
    private Optional<RulePart> dayPart() {
        if (unit.equals("hour") || unit.equals("day")) {
            return Optional.empty();
        }
        return Stream.of(BYYEARDAY, BYDAY, BYMONTHDAY)
                .filter(parts::containsKey)
                .filter(part -> part != BYMONTHDAY || !parts.containsKey(BYWEEKNO))
                .findFirst();
    }

    private String on(RulePart part) {
        if (part == BYDAY && positionIsOfWeekdays()) {
            return " on the %s %s".formatted(joined(BYSETPOS, "and", English::ordinal), days("or"));
        }
        return " on " + told(part, "and");
    }

    private String told(RulePart part, String conjunction) {
        return switch (part) {
            case BYDAY -> days(conjunction);
            case BYMONTHDAY -> joined(part, conjunction, RuleText::dayOfMonth);
            default -> joined(part, conjunction, RuleText::dayOfYear) + " of the year";
        };
    }

    /** All Mondays of a month or year are "every Monday"; "Monday" alone is the one of a week, or a condition. */
    private String days(String conjunction) {
        var codes = elements(BYDAY);
        boolean isEvery = conjunction.equals("and")
                && (unit.equals("month") || unit.equals("year"))
                && !parts.containsKey(BYWEEKNO)
                && !parts.containsKey(BYMONTHDAY);
        if (Set.copyOf(codes).equals(WORKDAYS)) {
            return isEvery ? "every weekday" : conjunction.equals("and") ? "weekdays" : "weekday";
        }
        return joined(BYDAY, conjunction, code -> weekday(code, isEvery));
    }

    private static String weekday(String code, boolean isEvery) {
        var name = WEEKDAYS.get(code.substring(code.length() - DAY_CODE_LENGTH));
        var position = code.substring(0, code.length() - DAY_CODE_LENGTH);
        if (position.isEmpty()) {
            return isEvery ? "every " + name : String.valueOf(name);
        }
        return "the %s %s".formatted(English.ordinal(position), name);
    }

    private String weeks() {
        return parts.containsKey(BYWEEKNO) ? " in " + joined(BYWEEKNO, "and", RuleText::week) : "";
    }

    private String months(Optional<RulePart> dates) {
        boolean ofTheYear = unit.equals("year") && dates.isPresent() && dates.get() != BYYEARDAY;
        if (parts.containsKey(BYMONTH)) {
            return (ofTheYear ? " of " : " in ") + joined(BYMONTH, "and", RuleText::month);
        }
        if (!ofTheYear || parts.containsKey(BYWEEKNO)) {
            return "";
        }
        if (dates.get() == BYMONTHDAY) {
            return " of every month";
        }
        return elements(BYDAY).stream().anyMatch(code -> code.length() > DAY_CODE_LENGTH) ? " of the year" : "";
    }

    private String filters(Optional<RulePart> dates) {
        return Stream.of(BYYEARDAY, BYDAY, BYMONTHDAY)
                .filter(part -> parts.containsKey(part) && !dates.equals(Optional.of(part)))
                .map(part -> " if it is " + told(part, "or"))
                .collect(Collectors.joining());
    }

    private String times() {
        boolean hours = parts.containsKey(BYHOUR);
        if (hours && parts.containsKey(BYMINUTE)) {
            return " at " + English.list(timesOfDay(), "and");
        }
        if (parts.containsKey(BYMINUTE)) {
            return (elements(BYMINUTE).size() == 1 ? " at minute " : " at minutes ") + joined(BYMINUTE, "and");
        }
        if (!hours) {
            return "";
        }
        return unit.equals("hour")
                ? " if the hour is " + joined(BYHOUR, "or")
                : (elements(BYHOUR).size() == 1 ? " in hour " : " in hours ") + joined(BYHOUR, "and");
    }

    private List<String> timesOfDay() {
        return elements(BYHOUR).stream()
                .flatMap(hour -> elements(BYMINUTE).stream()
                        .map(minute -> "%02d:%02d".formatted(Integer.parseInt(hour), Integer.parseInt(minute))))
                .sorted()
                .toList();
    }

    private String positions() {
        return !parts.containsKey(BYSETPOS) || positionIsOfWeekdays()
                ? ""
                : ", only the %s of these in each %s".formatted(joined(BYSETPOS, "and", English::ordinal), unit);
    }

    /** Such as the last weekday of a month; with more parts, the position is one among all that they make together. */
    private boolean positionIsOfWeekdays() {
        return parts.containsKey(BYSETPOS)
                && unit.equals("month")
                && Stream.of(BYMONTHDAY, BYHOUR, BYMINUTE).noneMatch(parts::containsKey)
                && elements(BYDAY).stream().allMatch(code -> code.length() == DAY_CODE_LENGTH);
    }

    private String weekStart() {
        return parts.containsKey(WKST) ? ", weeks starting on " + WEEKDAYS.get(parts.get(WKST)) : "";
    }

    private String count() {
        var count = parts.get(COUNT);
        if (count == null) {
            return "";
        }
        return count.equals("1") ? ", once" : ", %s times".formatted(count);
    }

    private static String until(Until until) {
        return until.instant() == null
                ? ", until " + DATE.format(until.date())
                : ", until %s UTC".formatted(MOMENT.format(until.instant().atOffset(ZoneOffset.UTC)));
    }

    private static String dayOfMonth(String day) {
        return day.startsWith("-") ? "the %s day".formatted(English.ordinal(day)) : "the " + English.ordinal(day);
    }

    private static String dayOfYear(String day) {
        return day.startsWith("-") ? "the %s day".formatted(English.ordinal(day)) : "day " + day;
    }

    private static String week(String week) {
        return week.startsWith("-") ? "the %s week".formatted(English.ordinal(week)) : "week " + week;
    }

    private static String month(String month) {
        return Month.of(Integer.parseInt(month)).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
    }

    private List<String> elements(RulePart part) {
        return List.of(parts.getOrDefault(part, "").split(","));
    }

    private String joined(RulePart part, String conjunction) {
        return joined(part, conjunction, element -> element);
    }

    private String joined(RulePart part, String conjunction, UnaryOperator<String> words) {
        return English.list(elements(part).stream().map(words).toList(), conjunction);
    }
}
