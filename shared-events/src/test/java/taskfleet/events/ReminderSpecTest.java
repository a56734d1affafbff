package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReminderSpecTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void a_fixed_reminder_fires_when_it_says_wherever_the_due_date_is() {
        ReminderSpec reminder = new ReminderSpec.At(Instant.parse("2026-11-04T18:30:00Z"));

        Instant fireAt = reminder.fireAt(Due.parse("2030-01-01"), BERLIN);

        assertThat(fireAt).isEqualTo(Instant.parse("2026-11-04T18:30:00Z"));
    }

    /** The clocks of Berlin change on 2026-03-29 at 02:00, by an hour forward, and on 2026-10-25 at 03:00 back. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-06T09:00:00+01:00, PT0S, 2026-11-06T08:00:00Z",
        "2026-11-06T09:00:00+01:00, PT1H, 2026-11-06T07:00:00Z",
        "2026-03-29T09:00:00+02:00, P1D, 2026-03-28T08:00:00Z",
        "2026-10-25T09:00:00+01:00, P1D, 2026-10-24T07:00:00Z",
        "2026-03-29T09:00:00+02:00, PT8H, 2026-03-28T23:00:00Z",
        "2026-03-29T09:00:00+02:00, P1DT1H, 2026-03-28T07:00:00Z",
        "2026-03-30T02:30:00+02:00, P1D, 2026-03-29T01:30:00Z",
        "2026-11-06, PT1H, 2026-11-05T22:00:00Z",
        "2026-03-30, P1D, 2026-03-28T23:00:00Z",
    })
    void a_relative_reminder_counts_days_on_the_wall_clock_and_hours_as_elapsed_time(
            String due, String before, Instant expected) {
        ReminderSpec reminder = new ReminderSpec.BeforeDue(IsoDuration.parse(before));

        Instant fireAt = reminder.fireAt(Due.parse(due), BERLIN);

        assertThat(fireAt).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT90M, PT1H30M",
        "PT24H, P1D",
        "P1DT0H, P1D",
        "P2DT3H4M5S, P2DT3H4M5S",
        "PT99999S, P1DT3H46M39S"
    })
    void a_duration_is_written_in_its_shortest_form(String text, String written) {
        Duration duration = IsoDuration.parse(text);

        assertThat(IsoDuration.format(duration)).isEqualTo(written);
        assertThat(IsoDuration.parse(written)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "P", "PT", "P1DT", "1H", "P1M", "P1Y", "P1W", "-PT1H", "PT-1H", "PT0.5S", "pt1h", "P1000D"})
    void other_forms_of_duration_are_refused(String text) {
        assertThatThrownBy(() -> IsoDuration.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT1H", "PT0.5S", "PT24000H"})
    void a_reminder_that_json_cannot_hold_is_refused(Duration duration) {
        assertThatThrownBy(() -> new ReminderSpec.BeforeDue(duration)).isInstanceOf(IllegalArgumentException.class);
    }
}
