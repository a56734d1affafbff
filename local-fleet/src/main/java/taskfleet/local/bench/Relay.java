package taskfleet.local.bench;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import taskfleet.local.Service;
import taskfleet.local.process.FleetFailure;

/** How fast the relay of task-api empties a full outbox, beside a bare loop that publishes the same events. */
final class Relay implements Chapter {

    private static final int EVENTS = 20_000;
    private static final int CONNECTIONS = 32;
    private static final int USERS = 20;
    /** As many as the relay publishes in one call. */
    private static final int BATCH = 200;

    @Override
    public void measure(BenchFleet fleet, Consumer<Figure> figures) {
        fleet.stopAllSidecars();
        List<BarePublisher.Message> messages = fill(fleet);
        long before = fleet.published();
        fleet.taskApi().startSidecar();
        double relayed = Drain.rate(fleet::published, before, messages.size());
        double bare = publish(fleet, messages);
        figures.accept(Figure.of("relay", "events from a full outbox", "1/s", relayed)
                .beside(bare)
                .aimingAt(Figure.Target.ratioAtLeast(0.8)));
        Service.WORKERS.forEach(fleet::skipToEnd);
        fleet.startWorkerSidecars();
    }

    private static List<BarePublisher.Message> fill(BenchFleet fleet) {
        try (var load = fleet.load(BenchFleet.PARTITIONS, USERS)) {
            load.createTasks(EVENTS, CONNECTIONS);
        }
        List<BarePublisher.Message> messages = new ArrayList<>();
        try (var connection = fleet.fleet().postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT partition_key, event FROM task.outbox ORDER BY position")) {
            while (rows.next()) {
                messages.add(new BarePublisher.Message(rows.getString(1), rows.getString(2)));
            }
        } catch (SQLException e) {
            throw new FleetFailure("postgres: " + e.getMessage(), e);
        }
        return messages;
    }

    private static double publish(BenchFleet fleet, List<BarePublisher.Message> messages) {
        try (var publisher = new BarePublisher(fleet.taskApi())) {
            publisher.publish(messages.subList(0, BATCH));
            long start = System.nanoTime();
            for (int from = 0; from < messages.size(); from += BATCH) {
                publisher.publish(messages.subList(from, Math.min(from + BATCH, messages.size())));
            }
            return messages.size() / ((System.nanoTime() - start) / 1e9);
        }
    }
}
