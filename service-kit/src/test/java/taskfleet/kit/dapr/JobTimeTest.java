package taskfleet.kit.dapr;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobTimeTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-05T08:00:00Z, 2026-11-05T08:00:00Z",
        "2026-11-05T08:00:00.123Z, 2026-11-05T08:00:00.123Z",
        "2026-11-05T08:00:00.123001Z, 2026-11-05T08:00:00.124Z",
        "2026-11-05T08:00:00.999999Z, 2026-11-05T08:00:01Z",
    })
    void a_job_is_asked_for_the_first_millisecond_that_is_not_too_early(Instant asked, Instant given) {
        assertThat(DaprSidecar.wholeMillis(asked)).isEqualTo(given);
    }
}
