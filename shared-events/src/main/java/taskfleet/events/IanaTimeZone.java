package taskfleet.events;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Set;

/** Reads time zones by their name in the IANA database; offsets such as {@code +02:00} have no daylight rules. */
public final class IanaTimeZone {
    private static final Set<String> NAMES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private IanaTimeZone() {}

    /**
     * Reads a name such as {@code Europe/Berlin}.
     *
     * @throws DateTimeException when the database of this runtime has no such name
     */
    public static ZoneId parse(String name) {
        if (!NAMES.contains(name)) {
            throw new DateTimeException("time_zone: " + name + " (expected: a name in the IANA time zone database)");
        }
        return ZoneId.of(name);
    }
}
