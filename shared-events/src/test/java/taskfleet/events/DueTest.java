package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DueTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource({
        "2026-11-06T09:00:00+01:00, 2026-11-06T09:00:00+01:00",
        "2026-11-06T09:00:00Z, 2026-11-06T09:00:00Z",
        "2026-11-06t09:00:00z, 2026-11-06T09:00:00Z",
        "2026-11-06T09:00:00.5-03:30, 2026-11-06T09:00:00.5-03:30",
        "2026-11-06T09:00:00.123456789Z, 2026-11-06T09:00:00.123456Z",
        "2028-02-29, 2028-02-29",
    })
    void a_due_date_is_written_as_rfc_3339_with_its_own_offset(String text, String written) {
        Due due = Due.parse(text);

        assertThat(due).hasToString(written);
        assertThat(Due.parse(due.toString())).isEqualTo(due);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tomorrow",
                "2026-02-29",
                "2026-11-6",
                "20261106",
                "2026-11-06T09:00Z",
                "2026-11-06T09:00:00",
                "2026-11-06 09:00:00Z",
                "2026-11-06T24:00:00Z",
                "2026-11-06T09:00:00+01",
                "2026-11-06T09:00:00+0100",
                "+12026-11-06T09:00:00Z"
            })
    void what_is_not_rfc_3339_is_refused(String text) {
        assertThatThrownBy(() -> Due.parse(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void a_moment_starts_and_ends_at_itself_in_every_zone() {
        Due due = Due.parse("2026-11-06T09:00:00+01:00");

        assertThat(due.startsAt(ZoneId.of("Asia/Tokyo"))).isEqualTo(Instant.parse("2026-11-06T08:00:00Z"));
        assertThat(due.deadline(ZoneId.of("Asia/Tokyo"))).isEqualTo(Instant.parse("2026-11-06T08:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-06, 2026-11-05T23:00:00Z, 2026-11-06T23:00:00Z",
        "2026-03-29, 2026-03-28T23:00:00Z, 2026-03-29T22:00:00Z",
        "2026-10-25, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    })
    void a_day_lasts_from_one_local_midnight_to_the_next(String day, Instant start, Instant end) {
        Due due = Due.parse(day);

        assertThat(due.startsAt(BERLIN)).isEqualTo(start);
        assertThat(due.deadline(BERLIN)).isEqualTo(end);
    }

    @Test
    void a_day_whose_midnight_does_not_exist_starts_when_the_clocks_have_changed() {
        Due due = Due.parse("2018-11-04");

        Instant start = due.startsAt(ZoneId.of("America/Sao_Paulo"));

        assertThat(start).isEqualTo(Instant.parse("2018-11-04T03:00:00Z"));
    }
}
