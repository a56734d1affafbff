package taskfleet.recurrence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenTableTest {

    @ParameterizedTest
    @MethodSource("rows")
    void series_falls_on_the_dates_of_the_golden_table(GoldenRow row) throws InvalidRule {
        var recurrence = new Recurrence(RecurrenceRule.parse(row.rule()), row.after(), row.zone());

        List<String> next = follow(
                row,
                (number, due, completedAt) -> recurrence
                        .next(new Occurrence(number, due, row.anchor()), completedAt)
                        .map(Next::due));

        assertThat(next).isEqualTo(row.next());
    }

    @ParameterizedTest
    @MethodSource("rowsThatTheSecondLibraryKnows")
    void second_library_agrees_with_the_golden_table(GoldenRow row) {
        var secondLibrary = new SecondLibrary(row);

        List<String> next = follow(row, (number, due, completedAt) -> secondLibrary.next(due, completedAt));

        assertThat(next).isEqualTo(row.next());
    }

    @Test
    void golden_table_holds_sixty_rules_and_all_but_a_few_are_checked_by_the_second_library() {
        List<GoldenRow> rows = rows().toList();

        long rules = rows.stream().map(GoldenRow::rule).distinct().count();
        long checked = rowsThatTheSecondLibraryKnows().count();

        assertThat(rules).isGreaterThanOrEqualTo(60);
        assertThat(rows.size() - checked).isLessThanOrEqualTo(10);
    }

    static Stream<GoldenRow> rows() {
        return GoldenRow.all();
    }

    static Stream<GoldenRow> rowsThatTheSecondLibraryKnows() {
        return GoldenRow.all().filter(row -> new SecondLibrary(row).knows());
    }

    private static List<String> follow(GoldenRow row, Step step) {
        List<String> next = new ArrayList<>();
        WallClock due = row.anchor();
        for (int number = 1; number <= row.next().size(); number++) {
            Optional<WallClock> following = step.next(number, due, row.completedAt(number - 1, due));
            next.add(following.map(row::written).orElse(GoldenRow.END));
            due = following.orElse(due);
        }
        return next;
    }

    private interface Step {
        Optional<WallClock> next(int number, WallClock due, Instant completedAt);
    }
}
