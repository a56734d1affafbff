package taskfleet.local.chaos.load;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** What one user writes into tasks; times are near, so that reminders fire while the run lasts. */
final class Drafts {

    /** No reminder meant to fire during the run is further away than this. */
    private static final Duration NEAR = Duration.ofSeconds(15);

    private static final List<String> ZONES = List.of("UTC", "Europe/Berlin", "America/New_York");
    private static final List<String> RULES =
            List.of("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=DAILY;COUNT=3");

    private final String user;
    private final Random random;
    private int written;

    Drafts(String user, Random random) {
        this.user = user;
        this.random = random;
    }

    Map<String, Object> plain() {
        Map<String, Object> task = titled();
        task.put("priority", List.of("none", "low", "medium", "high", "urgent").get(random.nextInt(5)));
        task.put("tags", random.nextBoolean() ? List.of("chaos", "tag-" + random.nextInt(5)) : List.of());
        if (random.nextBoolean()) {
            task.put("due_at", text(in(Duration.ofMinutes(random.nextInt(-60, 2_000)))));
        }
        return task;
    }

    /** With a reminder at a moment, and often one before the due date. */
    Map<String, Object> reminding() {
        Map<String, Object> task = titled();
        task.putAll(nearReminders());
        return task;
    }

    Map<String, Object> recurring() {
        Map<String, Object> task = titled();
        OffsetDateTime tomorrow = in(Duration.ofDays(1)).truncatedTo(ChronoUnit.MINUTES);
        task.put("due_at", random.nextInt(4) == 0 ? tomorrow.toLocalDate().toString() : text(tomorrow));
        task.put("recurrence", Map.of("rule", RULES.get(random.nextInt(RULES.size()))));
        if (random.nextBoolean()) {
            task.put("reminders", List.of(Map.of("at", text(near()))));
        }
        return task;
    }

    /** A merge patch; sent twice it says the same. */
    Map<String, Object> edit() {
        Map<String, Object> patch = new LinkedHashMap<>(Map.of("title", title()));
        switch (random.nextInt(4)) {
            case 0 -> patch.put("priority", random.nextBoolean() ? "high" : "low");
            case 1 -> patch.put("tags", List.of("edited", "tag-" + random.nextInt(5)));
            case 2 -> patch.putAll(nearReminders());
            default -> {}
        }
        return patch;
    }

    private Map<String, Object> nearReminders() {
        Duration before = Duration.ofSeconds(random.nextInt(30, 60));
        OffsetDateTime due = near().plus(before);
        List<Map<String, String>> reminders = random.nextBoolean()
                ? List.of(Map.of("at", text(near())))
                : List.of(Map.of("at", text(near())), Map.of("before_due", before.toString()));
        return Map.of("due_at", text(due), "reminders", reminders);
    }

    private Map<String, Object> titled() {
        Map<String, Object> task = new LinkedHashMap<>();
        task.put("title", title());
        task.put("time_zone", ZoneId.of(ZONES.get(random.nextInt(ZONES.size()))).getId());
        return task;
    }

    private String title() {
        written++;
        return "%s %d".formatted(user, written);
    }

    private OffsetDateTime near() {
        return in(Duration.ofMillis(random.nextLong(1_000, NEAR.toMillis())));
    }

    /** RFC 3339 wants seconds, also where they are zero. */
    private static String text(OffsetDateTime moment) {
        return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment);
    }

    private static OffsetDateTime in(Duration distance) {
        return Instant.now().plus(distance).truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
    }
}
