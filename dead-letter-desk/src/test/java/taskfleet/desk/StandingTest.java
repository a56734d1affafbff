package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.desk.Standing.Status.DISCARDED;
import static taskfleet.desk.Standing.Status.OPEN;
import static taskfleet.desk.Standing.Status.REDRIVING;
import static taskfleet.desk.Standing.Status.SETTLED;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import taskfleet.desk.Standing.Status;
import taskfleet.desk.Standing.Step;

class StandingTest {
    @ParameterizedTest
    @CsvSource({"OPEN", "REDRIVING", "DISCARDED"})
    void what_is_not_settled_can_be_redriven_with_the_next_count(Status status) {
        var step = new Standing(status, 2).redriven();

        assertThat(step).isEqualTo(new Step.Taken(new Standing(REDRIVING, 3)));
    }

    @ParameterizedTest
    @CsvSource({"OPEN", "REDRIVING"})
    void what_waits_can_be_discarded(Status status) {
        var step = new Standing(status, 2).discarded();

        assertThat(step).isEqualTo(new Step.Taken(new Standing(DISCARDED, 2)));
    }

    @Test
    void what_is_settled_can_be_neither_redriven_nor_discarded() {
        var settled = new Standing(SETTLED, 1);

        assertThat(settled.redriven()).isInstanceOf(Step.Refused.class);
        assertThat(settled.discarded()).isInstanceOf(Step.Refused.class);
    }

    @Test
    void what_is_discarded_is_not_discarded_twice() {
        assertThat(new Standing(DISCARDED, 0).discarded()).isInstanceOf(Step.Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN,      0, 0, OPEN,      0",
        "REDRIVING, 1, 1, OPEN,      1",
        "REDRIVING, 2, 1, REDRIVING, 2",
        "OPEN,      0, 3, OPEN,      3",
        "DISCARDED, 1, 1, DISCARDED, 1",
        "SETTLED,   2, 1, SETTLED,   2",
        "SETTLED,   1, 2, SETTLED,   2"
    })
    void a_letter_comes_back_when_its_last_redrive_has_failed(
            Status status, int redrives, int failed, Status after, int redrivesAfter) {
        assertThat(new Standing(status, redrives).failed(failed)).isEqualTo(new Standing(after, redrivesAfter));
    }

    @ParameterizedTest
    @EnumSource
    void what_its_worker_has_handled_is_settled_whatever_stood_before(Status status) {
        assertThat(new Standing(status, 1).settled(1)).isEqualTo(new Standing(SETTLED, 1));
    }

    @Test
    void a_letter_that_nobody_knew_is_open() {
        assertThat(Standing.first(0)).isEqualTo(new Standing(OPEN, 0));
    }
}
