package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.events.SampleTask;

/** How Postgres carries out the lists of a user with a thousand tasks among twenty thousand. */
class TaskQueryPlanTest {
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final TaskApiConfig.Limits LIMITS =
            new TaskApiConfig.Limits(50, 200, Duration.ofMinutes(10), 5, 5, 100);
    private static final String FILL = """
            INSERT INTO task (task_id, user_id, version, title, priority, tags, due, due_at, time_zone, reminders,
                completed_at, series_id, occurrence, created_at, updated_at)
            SELECT gen_random_uuid(), 'user' || n % 20, 1, 'task ' || n, n % 5, ARRAY['tag' || n % 7],
                (now() + n * interval '1 minute')::text, CASE WHEN n % 3 > 0 THEN now() + n * interval '1 minute' END,
                'UTC', '[]', CASE WHEN n % 2 = 0 THEN now() END, gen_random_uuid(), 1,
                now() - n * interval '1 second', now() - n * interval '1 second'
            FROM generate_series(1, 20000) AS n
            """;
    private static final QueryPlans plans = new QueryPlans(api.database, FILL);

    @AfterAll
    static void stop() {
        plans.close();
        api.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"created_at", "updated_at", "due_at", "priority", "title"})
    void each_order_comes_from_its_index_both_ways_and_on_every_page(String sort) {
        assertThat(plan("sort", sort)).contains("Index Scan").doesNotContain("Seq Scan", "Sort");
        assertThat(plan("sort", "-" + sort)).contains("Index Scan Backward").doesNotContain("Seq Scan", "Sort");
        assertThat(plan("sort", sort, "cursor", cursor(sort)))
                .contains("Index Scan", "ROW(")
                .doesNotContain("Seq Scan", "Sort");
    }

    @Test
    void no_filter_reads_the_tasks_of_other_users() {
        assertThat(plan("status", "open")).doesNotContain("Seq Scan");
        assertThat(plan("tag", "tag3")).doesNotContain("Seq Scan");
        assertThat(plan("priority", "high")).doesNotContain("Seq Scan");
        assertThat(plan("due_from", "2026-11-05", "due_to", "2026-11-06")).doesNotContain("Seq Scan");
        assertThat(plan("q", "77")).doesNotContain("Seq Scan");
        assertThat(plan("series", "019a4398-e000-7000-8000-000000000000")).contains("task_by_series");
    }

    private static String plan(String... parameters) {
        var query = query(parameters);
        return plans.of(query.sql(), Tuple.wrap(query.parameters()));
    }

    private static String cursor(String sort) {
        return query("sort", sort)
                .cursorBehind(SampleTask.plain().dueOn("2026-11-05").build());
    }

    private static TaskQuery query(String... parameters) {
        var map = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < parameters.length; i += 2) {
            map.add(parameters[i], parameters[i + 1]);
        }
        return TaskQuery.read("user7", map, LIMITS);
    }
}
