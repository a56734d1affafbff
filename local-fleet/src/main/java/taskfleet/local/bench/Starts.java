package taskfleet.local.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import taskfleet.local.Checkout;
import taskfleet.local.Java;
import taskfleet.local.RunningService;
import taskfleet.local.ServiceReplica;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;
import taskfleet.local.process.Readiness;

/**
 * How long each service takes from the start of its process until it is ready, and how much memory it holds: of several
 * starts the last, since the first after a build writes the class data that later ones read.
 */
final class Starts implements Chapter {

    private static final int STARTS = 3;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final Duration REST = Duration.ofSeconds(10);
    private static final double READY_WITHIN_MILLISECONDS = 1_000;
    private static final double MEGABYTES_AT_REST = 160;

    @Override
    public void measure(BenchFleet fleet, Consumer<Figure> figures) {
        double emptyStart = 0;
        double emptyMemory = 0;
        for (int i = 0; i < STARTS; i++) {
            int port = fleet.emptyPlace().url().getPort();
            long started = System.nanoTime();
            ChildProcess empty = fleet.fleet().runDirectory().start(emptyVerticle(port));
            emptyStart = milliseconds(started, URI.create("http://127.0.0.1:" + port));
            rest();
            emptyMemory = Usage.of(empty).megabytes();
            BenchFleet.stop(empty);
        }
        for (RunningService service : fleet.fleet().services()) {
            String name = service.service().serviceName();
            ServiceReplica replica = service.replica();
            double loaded = Usage.of(replica.process()).megabytes();
            double start = 0;
            for (int i = 0; i < STARTS; i++) {
                BenchFleet.stop(replica.process());
                long started = System.nanoTime();
                replica.startProcess();
                start = milliseconds(started, replica.internalUrl().resolve("/health/ready"));
                replica.awaitReady();
            }
            rest();
            figures.accept(Figure.of("start", name + ", process start to ready", "ms", start)
                    .beside(emptyStart)
                    .aimingAt(Figure.Target.atMost(READY_WITHIN_MILLISECONDS)));
            figures.accept(Figure.of(
                            "memory",
                            name + ", at rest",
                            "MiB",
                            Usage.of(replica.process()).megabytes())
                    .beside(emptyMemory)
                    .aimingAt(Figure.Target.atMost(MEGABYTES_AT_REST)));
            figures.accept(
                    Figure.of("memory", name + ", after load", "MiB", loaded).beside(emptyMemory));
        }
    }

    private static Program emptyVerticle(int port) {
        List<String> command = Java.service(Checkout.find())
                .mainClass(
                        "empty-verticle",
                        System.getProperty("java.class.path"),
                        EmptyVerticle.portFlag(port),
                        EmptyVerticle.class.getName());
        return new Program("empty-verticle", command, Map.of(), Checkout.find().root());
    }

    private static double milliseconds(long started, URI ready) {
        while (!Readiness.answersWell(ready)) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        return (System.nanoTime() - started) / 1e6;
    }

    private static void rest() {
        LockSupport.parkNanos(REST.toNanos());
    }
}
