package taskfleet.local.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.Fleet;
import taskfleet.local.RunningService;
import taskfleet.local.ServiceReplica;
import taskfleet.local.process.Readiness;

/** Whether all of the fleet runs and is ready. */
final class FleetHealth {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Fleet fleet;
    private final Supervisor supervisor;

    FleetHealth(Fleet fleet, Supervisor supervisor) {
        this.fleet = fleet;
        this.supervisor = supervisor;
    }

    /** What is dead or not ready; empty when all is well. */
    List<String> unwell() {
        List<String> unwell = new ArrayList<>();
        supervisor.dead().forEach(name -> unwell.add(name + " is down"));
        for (RunningService service : fleet.services()) {
            for (ServiceReplica replica : service.replicas()) {
                if (!Readiness.answersWell(replica.internalUrl().resolve("/health/ready"))) {
                    unwell.add(replica.name() + " is not ready");
                }
            }
        }
        return unwell;
    }

    /** Waits until all is well; answers what isn't when the time is up. */
    List<String> await(Duration limit) {
        long deadline = System.nanoTime() + limit.toNanos();
        List<String> unwell = unwell();
        while (!unwell.isEmpty() && System.nanoTime() < deadline) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            unwell = unwell();
        }
        return unwell;
    }
}
