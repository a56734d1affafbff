package taskfleet.local.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import taskfleet.local.Fleet;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetOptions;
import taskfleet.local.Ports;
import taskfleet.local.Service;
import taskfleet.local.process.ChildProcess;

/** {@code ./fleet up}: starts the fleet, then stays until it is told to stop. */
@Command(name = "up")
final class UpCommand implements Callable<Integer> {

    private static final int STOPPED_BY_SIGNAL = 130;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    @Option(names = "--fresh", description = "begin with empty data")
    private boolean fresh;

    @Option(names = "--port-offset", description = "added to every port")
    private int portOffset;

    @Option(names = "--without", description = "a service not to start; may be repeated")
    private List<String> without = List.of();

    private final PrintStream out = System.out;

    @Override
    public Integer call() throws InterruptedException {
        long started = System.nanoTime();
        FleetOptions options = FleetOptions.inCheckout(portOffset).withServices(chosenServices());
        if (fresh) {
            new FleetDirectory(options.directory()).deleteData();
        }
        out.println("Starting the fleet; data and logs in " + options.directory());
        var board = new StartBoard(out, System.getenv("FLEET_TERMINAL") != null);
        Fleet fleet = Fleet.prepare(options.withListener(board));
        stopOnSignal(fleet, board);
        fleet.startAll();
        board.end();
        out.printf(Locale.ROOT, "Ready after %.1f s%n%n", (System.nanoTime() - started) / 1e9);
        printFirstSteps(options.ports());
        stay(fleet);
        return STOPPED_BY_SIGNAL;
    }

    private Set<Service> chosenServices() {
        Set<Service> services = EnumSet.allOf(Service.class);
        without.forEach(name -> services.remove(Service.named(name)));
        return services;
    }

    /** A shutdown hook, since it runs on Ctrl-C, on SIGTERM, and when the start failed. */
    private void stopOnSignal(Fleet fleet, StartBoard board) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            board.end();
            out.println("Stopping ...");
            long started = System.nanoTime();
            fleet.close();
            out.printf(Locale.ROOT, "Stopped after %.1f s%n", (System.nanoTime() - started) / 1e9);
        }));
    }

    private void printFirstSteps(Ports ports) {
        int tasks = ports.of(Service.TASK_API).http();
        int analytics = ports.of(Service.ANALYTICS_WORKER).http();
        int desk = ports.of(Service.DEAD_LETTER_DESK).http();
        out.printf("""
                Tasks         http://127.0.0.1:%1$d
                Analytics     http://127.0.0.1:%2$d
                Dead letters  http://127.0.0.1:%3$d

                Try, in another terminal:
                  curl -H "Authorization: Bearer $(./fleet token alice)" -H 'Content-Type: application/json' -d '{"title":"Water the plants"}' http://127.0.0.1:%1$d/tasks
                  curl -H "Authorization: Bearer $(./fleet token alice)" http://127.0.0.1:%1$d/tasks
                  curl -H "Authorization: Bearer $(./fleet token alice)" http://127.0.0.1:%2$d/analytics/summary

                Or see the whole story: ./fleet demo
                Ctrl-C stops everything.
                """, tasks, analytics, desk);
    }

    /** Until a signal ends the program; tells once of each process that ends before that. */
    private void stay(Fleet fleet) throws InterruptedException {
        Set<ChildProcess> reported = new HashSet<>();
        var forever = new CountDownLatch(1);
        while (!forever.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
            for (ChildProcess process : fleet.processes()) {
                if (process.endedByItself() && reported.add(process)) {
                    out.printf("%s has ended by itself; see ./fleet logs %s%n", process.name(), process.name());
                }
            }
        }
    }
}
