package taskfleet.local.chaos;

import java.io.PrintStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import taskfleet.local.Fleet;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetOptions;
import taskfleet.local.RunningService;
import taskfleet.local.Service;
import taskfleet.local.ServiceReplica;
import taskfleet.local.chaos.check.Evidence;
import taskfleet.local.chaos.check.Finding;
import taskfleet.local.chaos.check.Verdict;
import taskfleet.local.chaos.load.Endpoints;
import taskfleet.local.chaos.load.WriteLoad;

/**
 * One run from the start of a fleet of its own to the verdict. When a rule is violated the fleet's folder stays, with
 * data and logs; else nothing does.
 */
public final class ChaosRun {

    /** Of each service. */
    static final int REPLICAS = 2;

    private static final Duration MENDING_LIMIT = Duration.ofMinutes(1);
    private static final Duration SETTLING_LIMIT = Duration.ofMinutes(3);

    private final long seed;
    private final int writesPerSecond;
    private final boolean keep;
    private final PrintStream out;

    /**
     * A run whose users take their choices from the seed.
     *
     * @param keep whether its folder stays even when all is well
     */
    public ChaosRun(long seed, int writesPerSecond, boolean keep, PrintStream out) {
        this.seed = seed;
        this.writesPerSecond = writesPerSecond;
        this.keep = keep;
        this.out = out;
    }

    public Verdict of(Scenario scenario) {
        FleetOptions options = FleetOptions.isolatedRun("chaos");
        out.printf(
                "Chaos: %s, %d writes a second; data and logs in %s%n",
                scenario.title(), writesPerSecond, options.directory());
        Verdict verdict;
        try (Fleet fleet = Fleet.start(options)) {
            addReplicas(fleet);
            verdict = run(fleet, scenario);
        }
        if (verdict.isClean() && !keep) {
            new FleetDirectory(options.directory()).deleteAll();
        } else {
            out.println("Kept, to look at: " + options.directory());
        }
        return verdict;
    }

    private static void addReplicas(Fleet fleet) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (RunningService service : fleet.services()) {
                for (int number = 2; number <= REPLICAS; number++) {
                    threads.execute(() -> fleet.addReplica(service.service().serviceName()));
                }
            }
        }
    }

    private Verdict run(Fleet fleet, Scenario scenario) {
        var journal = new Journal(out);
        var endpoints = new Endpoints(urls(fleet.service(Service.TASK_API.serviceName())));
        var load = new WriteLoad(writesPerSecond, seed, endpoints, fleet::token);
        try (var supervisor = new Supervisor(journal, Container.all(fleet));
                var outboxes = new Outboxes(fleet)) {
            var health = new FleetHealth(fleet, supervisor);
            var settling = new Settling(fleet, health, outboxes);
            var injector = new Injector(fleet, supervisor, journal);
            supervisor.start();
            outboxes.start();
            load.start();
            List<Phase> phases =
                    scenario.play(new Stage(fleet, endpoints, supervisor, health, injector, settling, journal));
            load.stop();
            journal.note("the load has ended, the fleet settles");
            health.await(MENDING_LIMIT);
            List<Finding> findings = new ArrayList<>(List.of(settling.await(SETTLING_LIMIT)));
            journal.note("settled");
            findings.addAll(scenario.judge(load.traffic(), phases));
            Evidence evidence = Evidence.read(fleet, load.ledger());
            findings.addAll(evidence.judged());
            var verdict = new Verdict(findings);
            new Report(journal, load, outboxes, phases).print(evidence, verdict);
            return verdict;
        }
    }

    private static List<URI> urls(RunningService service) {
        return service.replicas().stream().map(ServiceReplica::url).toList();
    }
}
