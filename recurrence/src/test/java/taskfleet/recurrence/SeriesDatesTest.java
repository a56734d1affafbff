package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneId;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesDatesTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=WEEKLY;INTERVAL=2;BYDAY=MO  | 2027-01-04T09:00 | 2027-01-04T09:00 2027-01-18T09:00 2027-02-01T09:00
                    FREQ=WEEKLY;BYDAY=MO             | 2027-01-06T09:00 | 2027-01-06T09:00 2027-01-11T09:00 2027-01-18T09:00
                    FREQ=MONTHLY                     | 2027-01-31       | 2027-01-31 2027-02-28 2027-03-31
                    FREQ=DAILY                       | 2027-03-27T02:30 | 2027-03-27T02:30 2027-03-28T02:30 2027-03-29T02:30
                    FREQ=HOURLY                      | 2027-10-31T01:30 | 2027-10-31T01:30 2027-10-31T02:30 2027-10-31T03:30
                    FREQ=DAILY;COUNT=2               | 2027-01-04       | 2027-01-04 2027-01-05
                    FREQ=DAILY;UNTIL=20270105        | 2027-01-04       | 2027-01-04 2027-01-05
                    FREQ=DAILY;COUNT=1               | 2027-01-04       | 2027-01-04
                    FREQ=YEARLY;INTERVAL=60          | 2027-01-04       | 2027-01-04 2087-01-04
                    """)
    void dates_begin_with_the_start_and_end_with_the_series(String rule, String start, String dates)
            throws InvalidRule {
        var series = new Recurrence(RecurrenceRule.parse(rule), After.DUE_DATE, BERLIN);

        var found = series.dates(WallClock.parse(start), 3);

        assertThat(found.stream().map(WallClock::toString).collect(Collectors.joining(" ")))
                .isEqualTo(dates);
    }

    @Test
    void rule_with_rare_dates_ends_with_its_century() throws InvalidRule {
        var rare = RecurrenceRule.parse("FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=29;BYHOUR=5");
        var series = new Recurrence(rare, After.DUE_DATE, BERLIN);

        var found = series.dates(WallClock.parse("2028-02-29T05:00"), 1_000);

        assertThat(found).hasSize(25).last().isEqualTo(WallClock.parse("2128-02-29T05:00"));
    }
}
