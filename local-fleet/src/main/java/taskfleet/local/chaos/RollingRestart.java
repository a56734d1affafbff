package taskfleet.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.Fleet;
import taskfleet.local.RunningService;
import taskfleet.local.Service;
import taskfleet.local.ServiceReplica;
import taskfleet.local.chaos.check.Finding;
import taskfleet.local.chaos.load.Endpoints;
import taskfleet.local.chaos.load.Traffic;

/**
 * Every service is replaced, one replica at a time, as a Deployment with {@code maxUnavailable: 0} does it: the new one
 * gets ready and becomes an endpoint; the old one ceases to be one, and a moment later its containers are told to end.
 */
public final class RollingRestart implements Scenario {

    private static final Duration BEFORE = Duration.ofSeconds(15);
    private static final Duration AFTER = Duration.ofSeconds(10);
    /** As a preStop hook waits until the last proxy has heard of it. */
    private static final Duration UNTIL_ALL_KNOW = Duration.ofSeconds(1);

    @Override
    public String title() {
        return "a rolling restart of every service";
    }

    @Override
    public List<Phase> play(Stage stage) {
        List<Phase> phases = new ArrayList<>();
        Instant begin = Instant.now();
        LockSupport.parkNanos(BEFORE.toNanos());
        phases.add(new Phase("before", begin, Instant.now()));
        for (RunningService service : stage.fleet().services()) {
            Instant from = Instant.now();
            service.replicas().forEach(old -> replace(service, old, stage));
            phases.add(new Phase(service.service().serviceName(), from, Instant.now()));
        }
        Instant to = Instant.now();
        LockSupport.parkNanos(AFTER.toNanos());
        phases.add(new Phase("after", to, Instant.now()));
        return phases;
    }

    @Override
    public List<Finding> judge(Traffic traffic, List<Phase> phases) {
        Traffic.View all = traffic.between(phases.getFirst().from(), Instant.now());
        List<String> failed = all.failed().stream()
                .map(failure -> "%s at %s".formatted(failure.outcome(), failure.sentAt()))
                .toList();
        return List.of(new Finding("no request failed", all.requests(), failed));
    }

    private static void replace(RunningService service, ServiceReplica old, Stage stage) {
        Fleet fleet = stage.fleet();
        Endpoints endpoints = stage.endpoints();
        boolean hasUsers = service.service() == Service.TASK_API;
        ServiceReplica added = fleet.addReplica(service.service().serviceName());
        Container.of(added).forEach(stage.supervisor()::add);
        if (hasUsers) {
            endpoints.add(added.url());
            endpoints.remove(old.url());
        }
        stage.journal().note("%s is ready; %s goes".formatted(added.name(), old.name()));
        LockSupport.parkNanos(UNTIL_ALL_KNOW.toNanos());
        Container.of(old).forEach(stage.supervisor()::remove);
        long asked = System.nanoTime();
        fleet.removeReplica(service.service().serviceName(), old);
        stage.journal().note("%s has ended after %.1f s".formatted(old.name(), (System.nanoTime() - asked) / 1e9));
    }
}
