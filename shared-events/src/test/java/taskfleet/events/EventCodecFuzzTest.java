package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come: an event that can be written again, or an {@link UnreadableEvent}; soon, and nothing else. */
class EventCodecFuzzTest {
    private static final Duration LIMIT_OF_A_CASE = Duration.ofSeconds(5);
    private static final long SEED = 20_261_127;
    private static final int DEEP = 100_000;

    private static final EventCodec CODEC = new EventCodec();
    private static final ExecutorService THREAD = Executors.newSingleThreadExecutor();
    private static final List<String> GOLDEN = SampleEvents.byGoldenName().keySet().stream()
            .map(name -> new String(GoldenJson.file(name), StandardCharsets.UTF_8))
            .toList();

    @AfterAll
    static void stop() {
        THREAD.shutdownNow();
    }

    @Test
    void random_bytes_are_unreadable() {
        Tally tally = tryCases(5_000, random -> {
            byte[] bytes = new byte[random.nextInt(300)];
            random.nextBytes(bytes);
            return bytes;
        });

        assertThat(tally.read()).isZero();
    }

    @Test
    void golden_files_with_spoiled_bytes_are_read_or_unreadable() {
        Tally tally = tryCases(10_000, random -> new Mutation(random).ofBytes(golden(random)));

        assertThat(tally.read()).isPositive();
        assertThat(tally.unreadable()).isPositive();
    }

    @Test
    void golden_files_with_strange_values_are_read_or_unreadable() {
        Tally tally = tryCases(10_000, random -> new Mutation(random).ofValues(golden(random)));

        assertThat(tally.read()).isPositive();
        assertThat(tally.unreadable()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"data\":", "{\"specversion\":\"1.0\",\"data\":[", "[{\"a\":"})
    void deep_nesting_is_unreadable(String level) {
        assertThat(outcome(level.repeat(DEEP).getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    private static String golden(Random random) {
        return GOLDEN.get(random.nextInt(GOLDEN.size()));
    }

    private record Tally(int read, int unreadable) {}

    /** Each case has a seed of its own, which the failure names: {@code new Random(seed)} makes it again. */
    private static Tally tryCases(int count, Function<Random, byte[]> maker) {
        int read = 0;
        for (int i = 0; i < count; i++) {
            long seed = SEED + i;
            byte[] body = maker.apply(new Random(seed));
            try {
                read += THREAD.submit(() -> outcome(body)).get(LIMIT_OF_A_CASE.toSeconds(), TimeUnit.SECONDS) ? 1 : 0;
            } catch (ExecutionException e) {
                throw new AssertionError("case " + seed + ": " + HexFormat.of().formatHex(body), e.getCause());
            } catch (Exception e) {
                throw new AssertionError("case " + seed + " takes too long", e);
            }
        }
        System.out.printf("%d cases: %d read, %d unreadable%n", count, read, count - read);
        return new Tally(read, count - read);
    }

    /** Whether it is an event; what is read must survive a round trip. */
    private static boolean outcome(byte[] body) {
        Event event;
        try {
            event = CODEC.read(body);
        } catch (UnreadableEvent e) {
            assertThat(e).hasMessageMatching("(?s).+: .* \\(expected: .+\\)");
            return false;
        }
        try {
            assertThat(CODEC.read(CODEC.write(event))).isEqualTo(event);
            return true;
        } catch (UnreadableEvent e) {
            throw new AssertionError("what was read and written again is unreadable", e);
        }
    }
}
