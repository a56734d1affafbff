package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import taskfleet.local.chaos.ChaosRun;
import taskfleet.local.chaos.RandomFaults;
import taskfleet.local.chaos.check.Finding;

/** A short run of {@code ./fleet chaos}. */
@Tag("e2e")
class ChaosIT {
    /** Of a plan that kills two pods and Kafka, and wipes the scheduler. */
    private static final long SEED = 757;

    private static final int WRITES_PER_SECOND = 15;

    @Test
    void nothing_is_lost_and_nothing_happens_twice_whatever_dies() {
        var told = new ByteArrayOutputStream();
        var run = new ChaosRun(SEED, WRITES_PER_SECOND, false, new PrintStream(told, true, StandardCharsets.UTF_8));

        var verdict = run.of(new RandomFaults(SEED, Duration.ofSeconds(30), 1, Duration.ofMinutes(3)));

        var story = told.toString(StandardCharsets.UTF_8);
        assertThat(story).contains("kafka: killed for", "scheduler: killed and its data wiped");
        assertThat(verdict.findings())
                .as(story)
                .flatExtracting(Finding::violations)
                .isEmpty();
    }
}
