package taskfleet.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatementSummaryTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SELECT * FROM task WHERE task_id = $1 FOR UPDATE | SELECT task",
                "WITH w AS (INSERT INTO task (a) VALUES ($1) RETURNING a) INSERT INTO outbox SELECT * FROM w | INSERT task, INSERT outbox",
                "INSERT INTO daily (a) VALUES ($1) ON CONFLICT (a) DO UPDATE SET a = 1 | INSERT daily",
                "SELECT a FROM job FOR UPDATE SKIP LOCKED | SELECT job",
                "UPDATE task SET a = $1 WHERE b = $2 | UPDATE task",
                "DELETE FROM outbox WHERE position = ANY ($1) | DELETE outbox",
                "BEGIN | BEGIN",
                "SELECT 1 | SELECT",
            })
    void a_statement_is_named_by_what_it_does_to_which_tables(String statement, String name) {
        assertThat(StatementSummary.of(statement)).isEqualTo(name);
    }
}
