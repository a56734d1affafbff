package taskfleet.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.Fleet;

/** Does faults to the fleet; what they leave dead is the supervisor's business. */
final class Injector {

    private final Fleet fleet;
    private final Supervisor supervisor;
    private final Journal journal;

    Injector(Fleet fleet, Supervisor supervisor, Journal journal) {
        this.fleet = fleet;
        this.supervisor = supervisor;
        this.journal = journal;
    }

    /** Returns when the fault is over: the part goes on, or may be started again. */
    void inject(Fault fault) {
        journal.note(fault.toString());
        List<Container> hit =
                fault.target().containers().stream().map(supervisor::container).toList();
        hit.forEach(supervisor::hold);
        switch (fault.kind()) {
            case KILL -> {
                hit.forEach(Container::kill);
                hold(fault.lasts());
            }
            case PAUSE -> {
                hit.forEach(Container::pause);
                hold(fault.lasts());
                hit.forEach(Container::resume);
            }
            case RESTART -> {
                hit.forEach(Container::requestStop);
                hit.forEach(Container::stop);
            }
            case WIPE -> {
                hit.forEach(Container::kill);
                fleet.scheduler().forget();
                hold(fault.lasts());
            }
        }
        hit.forEach(supervisor::release);
    }

    private static void hold(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
