package taskfleet.local.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import taskfleet.local.Service;
import taskfleet.local.ServiceReplica;
import taskfleet.local.metrics.Histogram;

/**
 * How old events are when a worker has handled them, at steady rates with everything on, beside the time from a bare
 * publish to a subscriber that does nothing.
 */
final class Latency implements Chapter {

    private static final int[] RATES = {100, 500, 1_000};
    private static final int USERS = 20;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration CATCH_UP = Duration.ofMinutes(3);
    private static final double GOAL_MILLISECONDS = 100;

    private final Duration duration;

    Latency(Duration duration) {
        this.duration = duration;
    }

    @Override
    public void measure(BenchFleet fleet, Consumer<Figure> figures) {
        List<EmptySubscriber.Ages> limits = limits(fleet);
        try (var load = fleet.load(BenchFleet.PARTITIONS, USERS)) {
            load.storiesAtRate(RATES[RATES.length - 1] / 2.0, WARM_UP);
            awaitAllHandled(fleet);
            for (int i = 0; i < RATES.length; i++) {
                Histogram before = ages(fleet);
                load.storiesAtRate(RATES[i], duration);
                awaitAllHandled(fleet);
                Histogram ages = ages(fleet).since(before);
                figures.accept(figure(RATES[i], "p50", 1000 * ages.quantile(0.5))
                        .beside(limits.get(i).p50()));
                figures.accept(figure(RATES[i], "p99", 1000 * ages.quantile(0.99))
                        .beside(limits.get(i).p99())
                        .aimingAt(Figure.Target.atMost(GOAL_MILLISECONDS)));
            }
        }
    }

    private static Figure figure(int rate, String quantile, double milliseconds) {
        return Figure.of(
                "latency",
                String.format(Locale.ROOT, "%s of age when handled, %,d events/s", quantile, rate),
                "ms",
                milliseconds);
    }

    static void awaitAllHandled(BenchFleet fleet) {
        BenchFleet.await(
                "all is handled",
                CATCH_UP,
                () -> fleet.waitingInOutbox() == 0
                        && Service.WORKERS.stream().allMatch(worker -> fleet.lag(worker) == 0));
    }

    /** Of all workers together. */
    static Histogram ages(BenchFleet fleet) {
        return Service.WORKERS.stream()
                .map(worker -> fleet.metrics(worker).histogram("fleet_event_age_seconds"))
                .reduce(Histogram::plus)
                .orElseThrow();
    }

    private List<EmptySubscriber.Ages> limits(BenchFleet fleet) {
        ServiceReplica place = fleet.emptyPlace();
        fleet.stopWorkerSidecars();
        fleet.skipToEnd(Service.RECURRING_WORKER);
        List<EmptySubscriber.Ages> limits = new ArrayList<>();
        try (var subscriber = new EmptySubscriber(fleet, place);
                var publisher = new BarePublisher(fleet.taskApi())) {
            publish(publisher, RATES[0], Duration.ofSeconds(5));
            for (int rate : RATES) {
                subscriber.measureAges();
                long before = subscriber.taken();
                long sent = publish(publisher, rate, duration);
                BenchFleet.await("all is taken", CATCH_UP, () -> subscriber.taken() >= before + sent);
                limits.add(subscriber.ages());
            }
            BenchFleet.stop(place.sidecarProcess());
        }
        Service.WORKERS.forEach(fleet::skipToEnd);
        fleet.startWorkerSidecars();
        return limits;
    }

    /** What has become due since the last call goes out in one, as the relay does it. */
    private static long publish(BarePublisher publisher, int rate, Duration duration) {
        List<String> users = BenchFleet.usersIn(BenchFleet.PARTITIONS, USERS);
        long start = System.nanoTime();
        long count = rate * duration.toSeconds();
        long sent = 0;
        while (sent < count) {
            long due = Math.min(count, (long) ((System.nanoTime() - start) / 1e9 * rate));
            if (due == sent) {
                LockSupport.parkNanos(500_000);
                continue;
            }
            List<BarePublisher.Message> messages = new ArrayList<>();
            for (; sent < due; sent++) {
                messages.add(BarePublisher.sentNow(users.get((int) (sent % users.size()))));
            }
            publisher.publish(messages);
        }
        return sent;
    }
}
