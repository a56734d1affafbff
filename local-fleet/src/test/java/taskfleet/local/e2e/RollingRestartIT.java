package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import taskfleet.local.chaos.ChaosRun;
import taskfleet.local.chaos.RollingRestart;
import taskfleet.local.chaos.check.Finding;

/** Every replica of every service is replaced while users write. */
@Tag("e2e")
class RollingRestartIT {
    /** What leaves two cores the time to start a replica beside ten others. */
    private static final int WRITES_PER_SECOND = 8;

    @Test
    void rolling_restart_fails_no_request_and_no_event() {
        var told = new ByteArrayOutputStream();
        var run = new ChaosRun(1, WRITES_PER_SECOND, false, new PrintStream(told, true, StandardCharsets.UTF_8));

        var verdict = run.of(new RollingRestart());

        assertThat(verdict.findings())
                .as(told.toString(StandardCharsets.UTF_8))
                .extracting(Finding::rule)
                .contains("no request failed");
        assertThat(verdict.findings())
                .as(told.toString(StandardCharsets.UTF_8))
                .flatExtracting(Finding::violations)
                .isEmpty();
    }
}
