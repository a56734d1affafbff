package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** How Postgres carries out the feed of a user with a thousand tasks among twenty thousand. */
class ChangeFeedPlanTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final UUID SOME = UUID.fromString("019a4398-e000-7000-8000-000000000000");
    private static final String FILL = """
            INSERT INTO task (task_id, user_id, version, title, priority, tags, time_zone, reminders, created_at,
                updated_at)
            SELECT gen_random_uuid(), 'user' || n % 20, 1, 'task ' || n, 0, '{}', 'UTC', '[]', now(), now()
            FROM generate_series(1, 20000) AS n
            """;
    private static final QueryPlans plans = new QueryPlans(api.database, FILL);

    @AfterAll
    static void stop() {
        plans.close();
        api.close();
    }

    @Test
    void page_comes_from_its_index_in_order() {
        assertThat(plans.of(ChangeStore.READ, Tuple.of("user7", "700", SOME, 100)))
                .contains("Index Scan using task_by_change", "ROW(changed_in, task_id)", "pg_snapshot_xmin")
                .doesNotContain("Seq Scan", "Sort", "Filter");
    }

    @Test
    void question_for_all_streams_probes_the_index_once_for_each() {
        var users = IntStream.range(0, 500).mapToObj(n -> "user" + n % 20).toArray(String[]::new);
        var transactions = Collections.nCopies(500, "700").toArray(String[]::new);
        var ids = Collections.nCopies(500, SOME).toArray(UUID[]::new);

        assertThat(plans.of(ChangeStore.BEHIND, Tuple.of(users, transactions, ids)))
                .contains("Nested Loop", "task_by_change")
                .doesNotContain("Seq Scan", "Sort");
    }
}
