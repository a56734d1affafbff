package taskfleet.recurring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;

class SeriesGuardTest {
    private static final UUID SERIES = SampleEvents.SERIES;
    private static final RecurringConfig.Guard CONFIG =
            new RecurringConfig.Guard("fleet-state", 20, Duration.ofHours(1), 8, 5);

    private final RecordingSidecar sidecar = new RecordingSidecar();
    private final SettableClock clock = new SettableClock(SampleEvents.NOW);
    private final SeriesGuard guard = new SeriesGuard(sidecar, CONFIG, clock);

    @Test
    void twenty_new_ones_within_the_hour_pass_and_the_next_is_refused() {
        letThrough(2, 21);
        clock.advance(Duration.ofMinutes(59));

        var refusal = guard.refuses(SERIES, 22);

        assertThat(refusal).contains("21 new occurrences within PT1H (expected: at most 20)");
        assertThat(countedNumbers()).hasSize(20).doesNotContain("22");
    }

    @Test
    void a_redelivery_is_not_counted_and_passes_even_when_the_guard_is_full() {
        for (int delivery = 1; delivery <= 30; delivery++) {
            assertThat(guard.refuses(SERIES, 2)).isEmpty();
        }
        letThrough(3, 21);

        assertThat(guard.refuses(SERIES, 2)).isEmpty();
        assertThat(countedNumbers()).hasSize(20);
    }

    @Test
    void the_window_moves_on() {
        letThrough(2, 11);
        clock.advance(Duration.ofMinutes(30));
        letThrough(12, 21);
        clock.advance(Duration.ofMinutes(30));

        letThrough(22, 31);

        assertThat(guard.refuses(SERIES, 32)).isPresent();
        assertThat(countedNumbers()).hasSize(20).doesNotContain("2", "11").contains("12", "31");
    }

    @Test
    void a_series_counts_alone() {
        letThrough(2, 21);

        assertThat(guard.refuses(UUID.randomUUID(), 22)).isEmpty();
        assertThat(guard.refuses(SERIES, 22)).isPresent();
    }

    @Test
    void another_replica_that_saves_first_is_counted_too() {
        var interrupted = new SeriesGuard(sidecar, CONFIG, interruptedOnce(() -> letThrough(3, 3)));

        var refusal = interrupted.refuses(SERIES, 2);

        assertThat(refusal).isEmpty();
        assertThat(countedNumbers()).containsExactlyInAnyOrder("2", "3");
    }

    @Test
    void the_twentieth_place_goes_to_one_of_two_replicas() {
        letThrough(2, 20);
        var interrupted = new SeriesGuard(sidecar, CONFIG, interruptedOnce(() -> letThrough(21, 21)));

        var refusal = interrupted.refuses(SERIES, 22);

        assertThat(refusal).isPresent();
        assertThat(countedNumbers()).hasSize(20).contains("21");
    }

    @Test
    void a_count_that_keeps_changing_is_a_failure_and_no_pass() {
        var config = new RecurringConfig.Guard("fleet-state", 10_000, Duration.ofHours(1), 8, 5);
        var other = new SeriesGuard(sidecar, config, clock);
        var number = new AtomicInteger(100);
        var interrupted =
                new SeriesGuard(sidecar, config, interrupted(() -> other.refuses(SERIES, number.incrementAndGet())));

        assertThatThrownBy(() -> interrupted.refuses(SERIES, 2)).isInstanceOf(IllegalStateException.class);
        assertThat(countedNumbers()).doesNotContain("2");
    }

    private void letThrough(int first, int last) {
        for (int number = first; number <= last; number++) {
            assertThat(guard.refuses(SERIES, number)).isEmpty();
        }
    }

    private Iterable<String> countedNumbers() {
        return sidecar.state("fleet-state", "series-" + SERIES)
                .await()
                .orElseThrow()
                .value()
                .fieldNames();
    }

    private static Clock interruptedOnce(Runnable interruption) {
        var calls = new AtomicInteger();
        return interrupted(() -> {
            if (calls.getAndIncrement() == 0) {
                interruption.run();
            }
        });
    }

    /** The guard reads the clock between its read and its save: there something else can come first. */
    private static Clock interrupted(Runnable interruption) {
        return new Clock() {
            @Override
            public Instant instant() {
                interruption.run();
                return SampleEvents.NOW;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
