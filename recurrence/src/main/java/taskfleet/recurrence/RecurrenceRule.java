package taskfleet.recurrence;

import static taskfleet.recurrence.RulePart.BYHOUR;
import static taskfleet.recurrence.RulePart.BYMINUTE;
import static taskfleet.recurrence.RulePart.BYSETPOS;
import static taskfleet.recurrence.RulePart.COUNT;
import static taskfleet.recurrence.RulePart.FREQ;
import static taskfleet.recurrence.RulePart.UNTIL;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A valid recurrence rule (RFC 5545, 3.3.10), from hourly to yearly.
 *
 * <p>Month ends follow RFC 7529 with SKIP=BACKWARD throughout: a day that a month doesn't have, be it named by BYMONTHDAY or
 * by the series' anchor, is the last day of that month. Beside a BYDAY it only selects, so the Friday the 31st stays the
 * 31st.
 */
public final class RecurrenceRule {

    static final int MAX_LENGTH = 500;

    /** lib-recur tolerates 4320 dates of a period before the start; a year of days with ten times each stays below. */
    static final int MAX_TIMES_A_DAY = 10;

    private static final String PROPERTY_NAME = "RRULE:";

    private final String text;
    private final RuleDates dates;
    private final boolean requiresTimeOfDay;
    private final int count;
    private final @Nullable Until until;
    private final String description;

    private RecurrenceRule(Map<RulePart, String> parts) throws InvalidRule {
        text = RulePart.text(parts);
        dates = RuleDates.of(parts);
        requiresTimeOfDay = isHourly(parts) || parts.containsKey(BYHOUR) || parts.containsKey(BYMINUTE);
        count = Integer.parseInt(parts.getOrDefault(COUNT, String.valueOf(Integer.MAX_VALUE)));
        String lastDate = parts.get(UNTIL);
        until = lastDate == null ? null : Until.parse(lastDate);
        description = RuleText.of(parts, until);
    }

    /**
     * Reads a rule as {@code FREQ=WEEKLY;BYDAY=MO} or {@code RRULE:FREQ=WEEKLY;BYDAY=MO}, in upper or lower case.
     *
     * <p>Refused besides what RFC 5545 forbids: SECONDLY, MINUTELY and BYSECOND, RSCALE and SKIP (the policy is fixed), week
     * 53, an UNTIL without its Z, more than {@value #MAX_TIMES_A_DAY} times a day by BYHOUR and BYMINUTE, more than {@value
     * #MAX_LENGTH} characters, and a rule that has no date in a hundred years. A rule may still have no date after a
     * particular anchor: then {@link Recurrence#next} is empty for its first occurrence.
     */
    public static RecurrenceRule parse(String rule) throws InvalidRule {
        if (rule.length() > MAX_LENGTH) {
            throw new InvalidRule(rule, "at most " + MAX_LENGTH + " characters");
        }
        boolean isNamed = rule.regionMatches(true, 0, PROPERTY_NAME, 0, PROPERTY_NAME.length());
        Map<RulePart, String> parts = RulePart.parse(isNamed ? rule.substring(PROPERTY_NAME.length()) : rule);
        if (parts.containsKey(COUNT) && parts.containsKey(UNTIL)) {
            throw new InvalidRule(RulePart.text(parts), "COUNT or UNTIL, not both");
        }
        int times = timesADayOrHour(parts);
        if (times > (isHourly(parts) ? 1 : MAX_TIMES_A_DAY)) {
            throw new InvalidRule(RulePart.text(parts), "at most " + MAX_TIMES_A_DAY + " times a day, one an hour");
        }
        if (isHourlyOrDaily(parts) && highestPosition(parts) > times) {
            // Refused before it is searched for: an hourly rule without a date would keep lib-recur busy for many
            // seconds.
            throw new InvalidRule(RulePart.text(parts), "a BYSETPOS of at most " + times + " for this rule");
        }
        return new RecurrenceRule(parts);
    }

    /** What BYHOUR and BYMINUTE make of a day, or BYMINUTE of an hour. */
    private static int timesADayOrHour(Map<RulePart, String> parts) {
        long minutes = elements(parts, BYMINUTE).count();
        return Math.toIntExact(
                isHourly(parts) ? minutes : minutes * elements(parts, BYHOUR).count());
    }

    private static int highestPosition(Map<RulePart, String> parts) {
        return elements(parts, BYSETPOS)
                .mapToInt(position -> Math.abs(Integer.parseInt(position)))
                .max()
                .orElse(0);
    }

    private static Stream<String> elements(Map<RulePart, String> parts, RulePart list) {
        return Arrays.stream(parts.getOrDefault(list, "0").split(",", -1));
    }

    private static boolean isHourlyOrDaily(Map<RulePart, String> parts) {
        return isHourly(parts) || "DAILY".equals(parts.get(FREQ));
    }

    private static boolean isHourly(Map<RulePart, String> parts) {
        return "HOURLY".equals(parts.get(FREQ));
    }

    /** Whether the rule speaks of hours or minutes, which makes no sense for an all-day task: there they are ignored. */
    public boolean requiresTimeOfDay() {
        return requiresTimeOfDay;
    }

    /** The rule in English, such as {@code every 2 weeks on Monday}. */
    public String description() {
        return description;
    }

    boolean isHourly() {
        return text.startsWith("FREQ=HOURLY");
    }

    boolean allows(int number) {
        return number <= count;
    }

    boolean reaches(WallClock due, ZoneId zone) {
        return until == null || until.includes(due, zone);
    }

    RuleDates dates() {
        return dates;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof RecurrenceRule rule && rule.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The canonical text: without {@code RRULE:}, upper case, FREQ first, without repetitions and defaults. */
    @Override
    public String toString() {
        return text;
    }
}
