package taskfleet.recurrence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

/** One line of {@code recurrence-golden.txt}, which explains its columns. */
record GoldenRow(
        String rule,
        ZoneId zone,
        WallClock anchor,
        String completed,
        After after,
        List<String> next,
        String checkedBy) {

    static final String END = "end";

    static Stream<GoldenRow> all() {
        try (InputStream table = GoldenRow.class.getResourceAsStream("/recurrence-golden.txt")) {
            String text = new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(GoldenRow::parse);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static GoldenRow parse(String line) {
        List<String> columns =
                Arrays.stream(line.split("\\|", -1)).map(String::trim).toList();
        return new GoldenRow(
                columns.get(0),
                ZoneId.of(columns.get(1)),
                WallClock.parse(columns.get(2)),
                columns.get(3),
                After.valueOf(columns.get(4).toUpperCase(Locale.ROOT)),
                List.of(columns.get(5).split(" ")),
                columns.get(6));
    }

    Instant completedAt(int step, WallClock due) {
        if (!completed.equals("on time")) {
            return LocalDateTime.parse(completed.split(" ", -1)[step])
                    .atZone(zone)
                    .toInstant();
        }
        return due.isAllDay()
                ? due.date().atTime(LocalTime.NOON).atZone(zone).toInstant()
                : due.at(zone).toInstant();
    }

    String written(WallClock due) {
        return due.isAllDay() ? due.toString() : due.at(zone).toString();
    }

    @Override
    public String toString() {
        return rule + " from " + anchor + " " + zone + ", completed " + completed + ", after " + after;
    }
}
