package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Whatever text comes: a rule whose next dates are found soon, or an {@link InvalidRule}; nothing else, and no hang. */
class RuleFuzzTest {
    private static final Duration LIMIT_OF_A_CASE = Duration.ofSeconds(5);
    private static final long SEED = 5545;
    private static final int STEPS = 3;

    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor();
    private static final List<ZoneId> ZONES =
            List.of(ZoneId.of("Europe/Berlin"), ZoneId.of("Pacific/Apia"), ZoneId.of("Australia/Lord_Howe"));
    private static final String ALPHABET = "=;,:+-0123456789ABDEFHIKLMNORSTUVWXYZabc \t\u0131\u00df\u0660\ud83c\udf31";
    private static final List<String> RULES = List.of(
            "FREQ=DAILY",
            "RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE;INTERVAL=2;WKST=SU",
            "FREQ=MONTHLY;BYDAY=-1FR;COUNT=10",
            "FREQ=MONTHLY;BYMONTHDAY=31,-1;BYMONTH=2,6",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=20991231T225959Z",
            "FREQ=YEARLY;BYWEEKNO=52,-52;BYDAY=SU",
            "FREQ=YEARLY;BYYEARDAY=366,-366;BYSETPOS=-1",
            "FREQ=HOURLY;INTERVAL=5;BYHOUR=1,2,3;BYMINUTE=30;BYDAY=MO",
            "FREQ=DAILY;BYHOUR=9,17;BYMONTH=1;BYSETPOS=2");
    private static final List<String> PARTS = List.of(
            "FREQ=SECONDLY",
            "FREQ=HOURLY",
            "FREQ=YEARLY",
            "INTERVAL=9999999",
            "INTERVAL=876000",
            "INTERVAL=36500",
            "COUNT=9999999",
            "UNTIL=00000101",
            "UNTIL=99991231T235959Z",
            "BYMONTH=2",
            "BYMONTHDAY=30",
            "BYMONTHDAY=-31",
            "BYDAY=53MO",
            "BYDAY=-53SU,MO,TU,WE,TH,FR,SA,SU",
            "BYYEARDAY=366",
            "BYWEEKNO=-52",
            "BYHOUR=0,1,2,3,4,5,6,7,8,9",
            "BYMINUTE=59",
            "BYSETPOS=366,-366",
            "BYSECOND=60",
            "RSCALE=HEBREW",
            "SKIP=OMIT",
            "X-PART=1");

    @AfterAll
    static void stop() {
        THREAD.shutdownNow();
    }

    @Test
    void random_text_is_no_rule() {
        Tally tally = tryCases(5_000, random -> text(random, random.nextInt(60)));

        assertThat(tally.followed()).isZero();
    }

    @Test
    void spoiled_rules_are_followed_or_refused() {
        Tally tally = tryCases(5_000, RuleFuzzTest::spoiled);

        assertThat(tally.followed()).isPositive();
        assertThat(tally.refused()).isPositive();
    }

    @Test
    void extreme_parts_put_together_are_followed_or_refused() {
        Tally tally = tryCases(3_000, RuleFuzzTest::together);

        assertThat(tally.followed()).isPositive();
        assertThat(tally.refused()).isPositive();
    }

    private static String text(Random random, int length) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }

    private static String spoiled(Random random) {
        String rule = RULES.get(random.nextInt(RULES.size()));
        for (int times = random.nextInt(1, 4); times > 0; times--) {
            int from = random.nextInt(rule.length() + 1);
            int to = from + random.nextInt(Math.min(4, rule.length() - from) + 1);
            String put = switch (random.nextInt(4)) {
                case 0 -> "";
                case 1 -> text(random, 1);
                case 2 -> Integer.toString(random.nextInt(-400, 10_000));
                default -> rule.substring(from);
            };
            rule = rule.substring(0, from) + put + rule.substring(to);
        }
        return rule;
    }

    private static String together(Random random) {
        var rule = new StringBuilder("FREQ="
                + List.of("HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY").get(random.nextInt(5)));
        for (int parts = random.nextInt(1, 5); parts > 0; parts--) {
            rule.append(';').append(PARTS.get(random.nextInt(3, PARTS.size())));
        }
        return rule.toString();
    }

    private record Tally(int followed, int refused) {}

    /** Each case has a seed of its own, which the failure names. */
    private static Tally tryCases(int count, Function<Random, String> maker) {
        int followed = 0;
        Duration slowest = Duration.ZERO;
        for (int i = 0; i < count; i++) {
            long seed = SEED + i;
            var random = new Random(seed);
            String rule = maker.apply(random);
            long started = System.nanoTime();
            try {
                followed += THREAD.submit(() -> follow(rule, random)).get(LIMIT_OF_A_CASE.toSeconds(), TimeUnit.SECONDS)
                        ? 1
                        : 0;
            } catch (ExecutionException e) {
                throw new AssertionError("case " + seed + ": " + rule, e.getCause());
            } catch (Exception e) {
                throw new AssertionError("case " + seed + " takes too long: " + rule, e);
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - started);
            slowest = taken.compareTo(slowest) > 0 ? taken : slowest;
        }
        System.out.printf(
                "%d cases: %d followed, %d refused, the slowest in %d ms%n",
                count, followed, count - followed, slowest.toMillis());
        return new Tally(followed, count - followed);
    }

    /** Whether it is a rule; its next dates are looked for from anywhere in time, the ends of the calendar included. */
    private static boolean follow(String rule, Random random) {
        try {
            var after = random.nextBoolean() ? After.DUE_DATE : After.COMPLETION;
            var recurrence = new Recurrence(RecurrenceRule.parse(rule), after, ZONES.get(random.nextInt(ZONES.size())));
            var start = LocalDateTime.of(random.nextInt(10) == 0 ? 1 : 1990, 1, 31, 9, 0)
                    .plusHours(random.nextInt(400_000));
            var late = LocalDateTime.of(9999, 12, 31, 9, 0).minusHours(random.nextInt(400_000));
            var due = WallClock.of(random.nextInt(10) == 0 ? late : start);
            var current = Occurrence.anchoredAt(1, random.nextInt(5) == 0 ? WallClock.of(due.date()) : due);
            for (int step = 0; step < STEPS; step++) {
                var completedAt = LocalDateTime.of(2026, 11, 2, 8, 0).plusHours(random.nextInt(100_000));
                var next = recurrence.next(
                        current, completedAt.atZone(recurrence.zone()).toInstant());
                if (next.isEmpty()) {
                    break;
                }
                current = new Occurrence(
                        next.get().number(), next.get().due(), next.get().anchor());
            }
            return true;
        } catch (InvalidRule refused) {
            assertThat(refused).hasMessageMatching("(?s)rule: .*\\(expected: .+\\)");
            return false;
        }
    }
}
