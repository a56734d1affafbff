package taskfleet.local.bench;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Whether creates and lists stay as fast as data grows: half of the tasks are one user's, half of ten thousand. */
final class Growth implements Chapter {

    private static final int[] TASKS = {10_000, 1_000_000, 5_000_000};
    private static final int USERS = 10_000;
    private static final int CONNECTIONS = 16;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final double FLAT = 0.8;

    private final Duration duration;

    Growth(Duration duration) {
        this.duration = duration;
    }

    @Override
    public void measure(BenchFleet fleet, Consumer<Figure> figures) {
        Map<String, Double> first = new HashMap<>();
        fleet.stopAllSidecars();
        warmUp(fleet);
        List<String> many =
                IntStream.range(0, USERS).mapToObj("user-%d"::formatted).toList();
        int filled = 0;
        for (int tasks : TASKS) {
            // Without the trigger that notes the transaction: it takes longer than all else here.
            fleet.execute(
                    "ALTER TABLE task.task DISABLE TRIGGER task_change",
                    fill(filled, tasks - 1),
                    "ALTER TABLE task.task ENABLE TRIGGER task_change",
                    "VACUUM ANALYZE task.task",
                    "CHECKPOINT");
            filled = tasks;
            measure(fleet, tasks, "1 user", List.of("one"), first).forEach(figures);
            measure(fleet, tasks, "10,000 users", many, first).forEach(figures);
        }
        empty(fleet);
        fleet.startAllSidecars();
    }

    private static void warmUp(BenchFleet fleet) {
        try (var load = fleet.load(List.of("one"))) {
            load.creates(CONNECTIONS, WARM_UP);
            load.lists(CONNECTIONS, WARM_UP);
        }
        empty(fleet);
    }

    private static void empty(BenchFleet fleet) {
        fleet.execute("TRUNCATE task.task, task.outbox");
    }

    private static String fill(int first, int last) {
        return """
            INSERT INTO task.task (task_id, user_id, version, title, priority, tags, due, due_at, time_zone, reminders,
                created_at, updated_at)
            SELECT uuidv7(), CASE WHEN number %% 2 = 0 THEN 'one' ELSE 'user-' || (number / 2) %% %d END, 1,
                'Bread and milk, ' || number, number %% 5, '{errands,food}', '2026-11-30T09:00:00Z',
                now() + number * interval '1 second', 'UTC', '[]', now() - number * interval '1 second',
                now() - number * interval '1 second'
            FROM generate_series(%d, %d) AS number
            """.formatted(USERS, first, last);
    }

    private List<Figure> measure(
            BenchFleet fleet, int tasks, String whose, List<String> users, Map<String, Double> first) {
        try (var load = fleet.load(users)) {
            load.lists(CONNECTIONS, Duration.ofSeconds(2));
            return List.of(
                    figure("creates", tasks, whose, load.creates(CONNECTIONS, duration), first),
                    figure("lists", tasks, whose, load.lists(CONNECTIONS, duration), first));
        }
    }

    private static Figure figure(
            String what, int tasks, String whose, ClosedLoop.Result result, Map<String, Double> first) {
        double limit = first.computeIfAbsent(what + whose, _ -> result.perSecond());
        return Figure.of(
                        "growth",
                        String.format(Locale.ROOT, "%s, %,d tasks, %s", what, tasks, whose),
                        "1/s",
                        result.perSecond())
                .beside(limit)
                .aimingAt(Figure.Target.ratioAtLeast(FLAT));
    }
}
