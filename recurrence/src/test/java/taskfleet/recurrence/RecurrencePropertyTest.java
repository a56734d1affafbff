package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What must hold for any series, tried on series that a fixed seed chooses. */
class RecurrencePropertyTest {

    private static final int STEPS = 500;
    private static final int RULES = 2_000;
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "Africa/Cairo",
            "America/Sao_Paulo",
            "Pacific/Apia");
    private static final List<String> FREQUENCIES = List.of("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY");

    @RepeatedTest(20)
    void series_rises_and_keeps_its_time_of_day_for_500_steps(RepetitionInfo repetition) throws InvalidRule {
        var random = new Random(repetition.getCurrentRepetition());
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        LocalTime time = LocalTime.of(random.nextInt(24), random.nextInt(60));
        LocalDateTime start = LocalDateTime.of(2010, 1, 1, 0, 0)
                .plusDays(random.nextInt(3650))
                .with(time);
        String frequency = FREQUENCIES.get(random.nextInt(2));
        var recurrence = recurrence("FREQ=" + frequency + ";INTERVAL=" + (1 + random.nextInt(3)), zone);

        List<WallClock> dues = follow(recurrence, WallClock.of(start), random);

        assertThat(dues).hasSize(STEPS).extracting(WallClock::time).containsOnly(time);
        assertThat(dues).extracting(due -> due.at(zone).toInstant()).isSorted().doesNotHaveDuplicates();
    }

    @RepeatedTest(10)
    void monthly_series_returns_to_its_day_after_shorter_months(RepetitionInfo repetition) throws InvalidRule {
        var random = new Random(repetition.getCurrentRepetition());
        LocalDateTime start = LocalDateTime.of(2010, 1, 22 + repetition.getCurrentRepetition() % 10, 9, 0);
        var recurrence = recurrence("FREQ=MONTHLY;INTERVAL=" + (1 + random.nextInt(14)), ZoneId.of("Europe/Berlin"));

        List<WallClock> dues = follow(recurrence, WallClock.of(start), random);

        assertThat(dues)
                .hasSize(STEPS)
                .allSatisfy(due -> assertThat(due.date().getDayOfMonth())
                        .isEqualTo(Math.min(start.getDayOfMonth(), due.date().lengthOfMonth())));
    }

    @RepeatedTest(20)
    void step_after_a_long_neglect_falls_on_a_date_of_the_punctual_series(RepetitionInfo repetition)
            throws InvalidRule {
        var random = new Random(repetition.getCurrentRepetition());
        ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
        var anchor = WallClock.of(LocalDateTime.of(2010, 1 + random.nextInt(12), 1 + random.nextInt(28), 9, 30));
        String frequency = FREQUENCIES.get(random.nextInt(3));
        var recurrence = recurrence("FREQ=" + frequency + ";INTERVAL=" + (1 + random.nextInt(4)), zone);
        List<WallClock> punctual = follow(recurrence, anchor, random);
        Instant completedAt = punctual.get(400).at(zone).toInstant().plusSeconds(random.nextInt(1, 80_000));

        var next = recurrence.next(Occurrence.anchoredAt(1, anchor), completedAt);

        assertThat(next.map(Next::due)).hasValue(punctual.get(401));
    }

    @Test
    @Timeout(60)
    void any_rule_is_answered_soon_and_only_by_a_date_an_end_or_a_refusal() {
        var random = new Random(5545);
        int followed = 0;
        int refused = 0;

        for (int i = 0; i < RULES; i++) {
            String rule = randomRule(random);
            WallClock anchor = WallClock.of(LocalDateTime.of(1990, 1, 31, 9, 0).plusHours(random.nextInt(400_000)));
            try {
                follow(recurrence(rule, ZoneId.of("America/New_York")), anchor, random, 3);
                followed++;
            } catch (InvalidRule invalid) {
                assertThat(invalid).hasMessageMatching("rule: .* \\(expected: .+\\)");
                refused++;
            }
        }

        assertThat(followed).isGreaterThan(RULES / 5);
        assertThat(refused).isGreaterThan(RULES / 5);
    }

    private static Recurrence recurrence(String rule, ZoneId zone) throws InvalidRule {
        return new Recurrence(RecurrenceRule.parse(rule), After.DUE_DATE, zone);
    }

    private static List<WallClock> follow(Recurrence recurrence, WallClock anchor, Random random) {
        return follow(recurrence, anchor, random, STEPS);
    }

    /** Completes each occurrence up to half an hour before or after it is due. */
    private static List<WallClock> follow(Recurrence recurrence, WallClock anchor, Random random, int steps) {
        List<WallClock> dues = new ArrayList<>();
        var current = Occurrence.anchoredAt(1, anchor);
        while (dues.size() < steps) {
            WallClock due = dues.isEmpty() ? anchor : dues.getLast();
            Duration lateness = Duration.ofMinutes(random.nextInt(-30, 30));
            var next = recurrence.next(
                    current, due.at(recurrence.zone()).toInstant().plus(lateness));
            if (next.isEmpty()) {
                break;
            }
            dues.add(next.get().due());
            current = new Occurrence(
                    next.get().number(), next.get().due(), next.get().anchor());
        }
        return dues;
    }

    private static String randomRule(Random random) {
        List<String> parts = new ArrayList<>(List.of("FREQ=" + FREQUENCIES.get(random.nextInt(FREQUENCIES.size()))));
        addSometimes(random, parts, "INTERVAL=" + random.nextInt(random.nextBoolean() ? 5 : 2_000));
        addSometimes(random, parts, "BYMONTH=" + numbers(random, 1, 12));
        addSometimes(random, parts, "BYMONTHDAY=" + numbers(random, -31, 31));
        addSometimes(random, parts, "BYYEARDAY=" + numbers(random, -366, 366));
        addSometimes(random, parts, "BYWEEKNO=" + numbers(random, -52, 53));
        addSometimes(random, parts, "BYDAY=" + (random.nextBoolean() ? "" : random.nextInt(-5, 6)) + "MO,FR,SU");
        addSometimes(random, parts, "BYHOUR=" + numbers(random, 0, 23));
        addSometimes(random, parts, "BYMINUTE=" + numbers(random, 0, 59));
        addSometimes(random, parts, "BYSETPOS=" + numbers(random, -366, 366));
        addSometimes(random, parts, "WKST=SU");
        addSometimes(random, parts, "COUNT=" + random.nextInt(10));
        return String.join(";", parts);
    }

    private static void addSometimes(Random random, List<String> parts, String part) {
        if (random.nextInt(5) == 0) {
            parts.add(part);
        }
    }

    private static String numbers(Random random, int from, int to) {
        return IntStream.rangeClosed(0, random.nextInt(4))
                .mapToObj(i -> String.valueOf(random.nextInt(from, to + 1)))
                .collect(Collectors.joining(","));
    }
}
