package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleTextTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=HOURLY                                | every hour
                    FREQ=HOURLY;INTERVAL=6                     | every 6 hours
                    FREQ=DAILY                                 | every day
                    FREQ=DAILY;INTERVAL=3                      | every 3 days
                    FREQ=WEEKLY                                | every week
                    FREQ=WEEKLY;INTERVAL=2;BYDAY=MO            | every 2 weeks on Monday
                    FREQ=WEEKLY;BYDAY=MO,WE,FR                 | every week on Monday, Wednesday and Friday
                    FREQ=WEEKLY;BYDAY=FR,TH,WE,TU,MO           | every week on weekdays
                    FREQ=WEEKLY;BYDAY=SA,SU;BYMONTH=7,8        | every week on Saturday and Sunday in July and August
                    FREQ=MONTHLY                               | every month
                    FREQ=MONTHLY;BYMONTHDAY=1,22,-1            | every month on the 1st, the 22nd and the last day
                    FREQ=MONTHLY;BYMONTHDAY=-2                 | every month on the 2nd to last day
                    FREQ=MONTHLY;BYMONTHDAY=11,12,13           | every month on the 11th, the 12th and the 13th
                    FREQ=MONTHLY;BYMONTHDAY=3;BYMONTH=3        | every month on the 3rd in March
                    FREQ=MONTHLY;BYDAY=2TU                     | every month on the 2nd Tuesday
                    FREQ=MONTHLY;BYDAY=-1FR                    | every month on the last Friday
                    FREQ=MONTHLY;BYDAY=MO                      | every month on every Monday
                    FREQ=MONTHLY;INTERVAL=3;BYDAY=1MO,3MO      | every 3 months on the 1st Monday and the 3rd Monday
                    FREQ=YEARLY                                | every year
                    FREQ=YEARLY;BYMONTH=3                      | every year in March
                    FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24       | every year on the 24th of December
                    FREQ=YEARLY;BYMONTHDAY=1                   | every year on the 1st of every month
                    FREQ=YEARLY;BYMONTH=3,10;BYDAY=-1SU        | every year on the last Sunday of March and October
                    FREQ=YEARLY;BYDAY=20MO                     | every year on the 20th Monday of the year
                    FREQ=YEARLY;BYDAY=MO                       | every year on every Monday
                    FREQ=YEARLY;BYMONTH=5;BYDAY=MO             | every year on every Monday of May
                    FREQ=YEARLY;BYWEEKNO=20                    | every year in week 20
                    FREQ=YEARLY;BYWEEKNO=20,-1;BYDAY=MO        | every year on Monday in week 20 and the last week
                    FREQ=YEARLY;BYYEARDAY=100,-1               | every year on day 100 and the last day of the year
                    """)
    void rule_is_told_in_english(String rule, String text) throws InvalidRule {
        assertThat(RecurrenceRule.parse(rule).description()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13        | every month on Friday if it is the 13th
                    FREQ=DAILY;BYDAY=MO,TU                     | every day if it is Monday or Tuesday
                    FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR | every 2 days if it is weekday
                    FREQ=DAILY;BYMONTH=1                       | every day in January
                    FREQ=DAILY;BYMONTHDAY=1,-1                 | every day if it is the 1st or the last day
                    FREQ=HOURLY;BYYEARDAY=1                    | every hour if it is day 1 of the year
                    FREQ=HOURLY;BYHOUR=9,17                    | every hour if the hour is 9 or 17
                    FREQ=YEARLY;BYWEEKNO=1;BYMONTHDAY=4        | every year in week 1 if it is the 4th
                    """)
    void part_that_only_selects_is_told_as_a_condition(String rule, String text) throws InvalidRule {
        assertThat(RecurrenceRule.parse(rule).description()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=DAILY;BYHOUR=17,9;BYMINUTE=30         | every day at 09:30 and 17:30
                    FREQ=DAILY;BYHOUR=9,17                     | every day in hours 9 and 17
                    FREQ=WEEKLY;BYDAY=MO;BYHOUR=9              | every week on Monday in hour 9
                    FREQ=HOURLY;BYMINUTE=15                    | every hour at minute 15
                    FREQ=DAILY;BYMINUTE=0,30                   | every day at minutes 0 and 30
                    """)
    void times_of_the_day_are_told(String rule, String text) throws InvalidRule {
        assertThat(RecurrenceRule.parse(rule).description()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1      | every month on the last weekday
                    FREQ=MONTHLY;BYDAY=SA,SU;BYSETPOS=1,-1             | every month on the 1st and last Saturday or Sunday
                    FREQ=MONTHLY;BYMONTHDAY=5,6,7;BYSETPOS=2           | every month on the 5th, the 6th and the 7th, only the 2nd of these in each month
                    FREQ=YEARLY;BYMONTH=1,7;BYDAY=MO;BYSETPOS=1        | every year on every Monday of January and July, only the 1st of these in each year
                    FREQ=WEEKLY;BYDAY=MO,TU;BYSETPOS=-1                | every week on Monday and Tuesday, only the last of these in each week
                    """)
    void position_says_among_what_it_counts(String rule, String text) throws InvalidRule {
        assertThat(RecurrenceRule.parse(rule).description()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    FREQ=DAILY;COUNT=10                        | every day, 10 times
                    FREQ=DAILY;COUNT=1                         | every day, once
                    FREQ=DAILY;UNTIL=20261231                  | every day, until 31 December 2026
                    FREQ=DAILY;UNTIL=20261231T225959Z          | every day, until 31 December 2026 22:59 UTC
                    FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU;WKST=SU | every 2 weeks on Monday and Sunday, weeks starting on Sunday
                    """)
    void end_and_start_of_the_week_come_last(String rule, String text) throws InvalidRule {
        assertThat(RecurrenceRule.parse(rule).description()).isEqualTo(text);
    }
}
