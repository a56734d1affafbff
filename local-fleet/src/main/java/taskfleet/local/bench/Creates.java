package taskfleet.local.bench;

import java.time.Duration;
import java.util.function.Consumer;

/** How many tasks task-api takes in a second, beside the bare statement on the same Postgres. Nothing is published meanwhile. */
final class Creates implements Chapter {

    private static final int[] CONNECTIONS = {16, 64};
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final int USERS = 20;

    private final Duration duration;

    Creates(Duration duration) {
        this.duration = duration;
    }

    @Override
    public void measure(BenchFleet fleet, Consumer<Figure> figures) {
        fleet.stopAllSidecars();
        try (var load = fleet.load(BenchFleet.PARTITIONS, USERS);
                var bare = new BareInserts(fleet)) {
            load.creates(CONNECTIONS[0], WARM_UP);
            for (int connections : CONNECTIONS) {
                ClosedLoop.Result created = load.creates(connections, duration);
                ClosedLoop.Result inserted = bare.run(connections, duration);
                String by = ", %d connections".formatted(connections);
                figures.accept(Figure.of("creates", "a second" + by, "1/s", created.perSecond())
                        .beside(inserted.perSecond())
                        .aimingAt(Figure.Target.ratioAtLeast(0.6)));
                figures.accept(Figure.of("creates", "p50" + by, "ms", created.milliseconds(50))
                        .beside(inserted.milliseconds(50)));
                figures.accept(Figure.of("creates", "p99" + by, "ms", created.milliseconds(99))
                        .beside(inserted.milliseconds(99)));
            }
        }
        fleet.execute("TRUNCATE task.outbox");
        fleet.startAllSidecars();
    }
}
