package taskfleet.recurrence;

/**
 * The occurrence to create after the completed one.
 *
 * @param number the completed occurrence's number plus one
 * @param due as the rule says it; {@link WallClock#at} gives its moment, which a clock change may shift
 * @param anchor what the new task carries as its anchor
 */
public record Next(int number, WallClock due, WallClock anchor) {}
