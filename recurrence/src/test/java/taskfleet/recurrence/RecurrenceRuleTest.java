package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecurrenceRuleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=WEEKLY;BYDAY=MO                          | FREQ=WEEKLY;BYDAY=MO
                    RRULE:FREQ=WEEKLY;BYDAY=MO                    | FREQ=WEEKLY;BYDAY=MO
                    rrule:freq=weekly;byday=mo                    | FREQ=WEEKLY;BYDAY=MO
                    BYDAY=+1MO,1MO,-01FR;INTERVAL=1;FREQ=MONTHLY  | FREQ=MONTHLY;BYDAY=1MO,-1FR
                    FREQ=WEEKLY;WKST=MO;INTERVAL=02               | FREQ=WEEKLY;INTERVAL=2
                    FREQ=DAILY;UNTIL=20261231T225959Z             | FREQ=DAILY;UNTIL=20261231T225959Z
                    COUNT=010;FREQ=DAILY;BYHOUR=09,17             | FREQ=DAILY;BYHOUR=9,17;COUNT=10
                    """)
    void rule_is_written_in_its_canonical_form(String rule, String canonical) throws InvalidRule {
        RecurrenceRule parsed = RecurrenceRule.parse(rule);

        assertThat(parsed).hasToString(canonical);
        assertThat(parsed).isEqualTo(RecurrenceRule.parse(canonical));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=WEEKLYY                        | rule: FREQ=WEEKLYY (expected: FREQ=… with HOURLY, DAILY,
                    FREQ=SECONDLY                       | rule: FREQ=SECONDLY (expected: FREQ=… with HOURLY
                    FREQ=MINUTELY                       | rule: FREQ=MINUTELY (expected: FREQ=… with HOURLY
                    BYDAY=MO                            | rule: BYDAY=MO (expected: a part FREQ=…)
                    ''                                  | rule:  (expected: parts as NAME=VALUE
                    every monday                        | rule: every monday (expected: parts as NAME=VALUE
                    FREQ=DAILY;                         | rule:  (expected: parts as NAME=VALUE
                    FREQ=DAILY;FREQ=WEEKLY              | rule: FREQ=WEEKLY (expected: FREQ once)
                    FREQ=DAILY;INTERVAL=0               | rule: INTERVAL=0 (expected: INTERVAL=… with a whole number
                    FREQ=DAILY;INTERVAL=-1              | rule: INTERVAL=-1 (expected: INTERVAL=…
                    FREQ=YEARLY;INTERVAL=101            | rule: INTERVAL=101 (expected: at most 100 years)
                    FREQ=DAILY;COUNT=0                  | rule: COUNT=0 (expected: COUNT=… with a whole number
                    FREQ=DAILY;COUNT=2;UNTIL=20261231   | (expected: COUNT or UNTIL, not both)
                    FREQ=DAILY;UNTIL=20260230           | rule: UNTIL=20260230 (expected: a date as 20261231
                    FREQ=DAILY;UNTIL=20261231T090000    | rule: UNTIL=20261231T090000 (expected: UNTIL=… with a date
                    FREQ=DAILY;BYSECOND=1               | rule: BYSECOND=1 (expected: parts as NAME=VALUE
                    FREQ=MONTHLY;RSCALE=HEBREW          | rule: RSCALE=HEBREW (expected: parts as NAME=VALUE
                    FREQ=MONTHLY;BYMONTHDAY=32          | rule: BYMONTHDAY=32 (expected: BYMONTHDAY=… with days
                    FREQ=MONTHLY;BYMONTHDAY=            | rule: BYMONTHDAY= (expected: BYMONTHDAY=… with days
                    FREQ=MONTHLY;BYMONTHDAY=1,          | rule: BYMONTHDAY=1, (expected: BYMONTHDAY=… with days
                    FREQ=YEARLY;BYYEARDAY=367           | rule: BYYEARDAY=367 (expected: BYYEARDAY=… with days
                    FREQ=YEARLY;BYWEEKNO=53             | rule: BYWEEKNO=53 (expected: BYWEEKNO=… with weeks
                    FREQ=MONTHLY;BYDAY=0MO              | rule: BYDAY=0MO (expected: BYDAY=… with weekdays
                    FREQ=WEEKLY;BYDAY=1MO               | rule: FREQ=WEEKLY;BYDAY=1MO (expected: parts that go together
                    FREQ=WEEKLY;BYMONTHDAY=1            | rule: FREQ=WEEKLY;BYMONTHDAY=1 (expected: parts that go
                    FREQ=DAILY;BYSETPOS=1               | rule: FREQ=DAILY;BYSETPOS=1 (expected: parts that go together
                    FREQ=HOURLY;BYMINUTE=0,30           | (expected: at most 10 times a day, one an hour)
                    FREQ=DAILY;BYHOUR=1,2,3,4;BYMINUTE=0,20,40 | (expected: at most 10 times a day, one an hour)
                    FREQ=HOURLY;BYMONTH=2;BYSETPOS=2    | (expected: a BYSETPOS of at most 1 for this rule)
                    """)
    void text_that_is_no_rule_is_refused_with_the_part_and_what_was_expected(String rule, String message) {
        assertThatThrownBy(() -> RecurrenceRule.parse(rule))
                .isInstanceOf(InvalidRule.class)
                .hasMessageStartingWith("rule: ")
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30
                    FREQ=YEARLY;BYMONTH=2,4;BYMONTHDAY=31
                    FREQ=MONTHLY;BYDAY=5MO;BYMONTH=2;BYMONTHDAY=28
                    FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6
                    FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30
                    FREQ=DAILY;BYMONTH=6;BYMONTHDAY=31
                    """)
    void rule_that_never_has_a_date_is_refused(String rule) {
        assertThatThrownBy(() -> RecurrenceRule.parse(rule))
                .isInstanceOf(InvalidRule.class)
                .hasMessageEndingWith("(expected: a rule with a date in every 100 years)");
    }

    @Test
    void overlong_text_is_refused_and_cut_in_the_message() {
        String rule = "FREQ=DAILY;BYHOUR=" + "1,".repeat(RecurrenceRule.MAX_LENGTH);

        assertThatThrownBy(() -> RecurrenceRule.parse(rule))
                .isInstanceOf(InvalidRule.class)
                .message()
                .endsWith("… (expected: at most 500 characters)")
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @CsvSource({
        "FREQ=HOURLY,true",
        "FREQ=DAILY;BYHOUR=9,true",
        "FREQ=DAILY;BYMINUTE=30,true",
        "FREQ=WEEKLY;BYDAY=MO,false"
    })
    void rule_that_speaks_of_hours_or_minutes_requires_a_time_of_day(String rule, boolean required) throws InvalidRule {
        assertThat(RecurrenceRule.parse(rule).requiresTimeOfDay()).isEqualTo(required);
    }
}
