package taskfleet.local.bench;

import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.Service;
import taskfleet.local.ServiceReplica;

/** How fast each worker handles what has piled up, in one, three and six partitions, beside one that does nothing. */
final class Backlogs implements Chapter {

    private static final int[] PARTITIONS = {1, 3, 6};
    private static final int USERS = 12;
    private static final int STORIES = 2_500;
    private static final int CONNECTIONS = 16;

    @Override
    public void measure(BenchFleet fleet, Consumer<Figure> figures) {
        ServiceReplica place = fleet.emptyPlace();
        fleet.stopWorkerSidecars();
        for (int partitions : PARTITIONS) {
            Map<TopicPartition, OffsetAndMetadata> start = fleet.ends();
            long before = fleet.published();
            pileUp(fleet, partitions);
            long events = fleet.published() - before;

            fleet.moveTo(Service.RECURRING_WORKER, start);
            double limit = handledByNobody(fleet, place, events);
            for (Service worker : Service.WORKERS) {
                fleet.moveTo(worker, start);
                long handledBefore = fleet.handled(worker);
                fleet.replica(worker).startSidecar();
                double rate = Drain.rate(() -> fleet.handled(worker), handledBefore, events);
                fleet.stopSidecar(worker);
                figures.accept(Figure.of(
                                "backlog",
                                "%s, %d partition%s"
                                        .formatted(worker.serviceName(), partitions, partitions == 1 ? "" : "s"),
                                "1/s",
                                rate)
                        .beside(limit)
                        .aimingAt(Figure.Target.ratioAtLeast(worker == Service.ANALYTICS_WORKER ? 3 : 0.7)));
            }
            Service.WORKERS.forEach(fleet::skipToEnd);
        }
        fleet.startWorkerSidecars();
    }

    private static void pileUp(BenchFleet fleet, int partitions) {
        try (var load = fleet.load(partitions, USERS)) {
            load.stories(STORIES, CONNECTIONS);
        }
        BenchFleet.await("all is published", Duration.ofSeconds(60), () -> fleet.waitingInOutbox() == 0);
    }

    private static double handledByNobody(BenchFleet fleet, ServiceReplica place, long events) {
        try (var subscriber = new EmptySubscriber(fleet, place)) {
            double rate = Drain.rate(subscriber::taken, 0, events);
            BenchFleet.stop(place.sidecarProcess());
            return rate;
        }
    }
}
