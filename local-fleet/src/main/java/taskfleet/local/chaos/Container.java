package taskfleet.local.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import taskfleet.local.Fleet;
import taskfleet.local.Part;
import taskfleet.local.RunningService;
import taskfleet.local.ServiceReplica;
import taskfleet.local.process.ChildProcess;

/** One program of the fleet that can die, and be started again, by itself: as a container of a pod can. */
final class Container {

    private final String name;
    private final Supplier<ChildProcess> process;
    private final Runnable start;

    private Container(String name, Supplier<ChildProcess> process, Runnable start) {
        this.name = name;
        this.process = process;
        this.start = start;
    }

    static List<Container> all(Fleet fleet) {
        List<Container> all = new ArrayList<>();
        Stream.of(fleet.postgres(), fleet.kafka(), fleet.scheduler()).forEach(part -> all.add(of(part)));
        for (RunningService service : fleet.services()) {
            service.replicas().forEach(replica -> all.addAll(of(replica)));
        }
        return all;
    }

    static List<Container> of(ServiceReplica replica) {
        return List.of(
                new Container(replica.name(), replica::process, replica::startProcess),
                new Container(replica.name() + "-sidecar", replica::sidecarProcess, replica::startSidecar));
    }

    private static Container of(Part part) {
        return new Container(part.name(), () -> part.processes().getFirst(), part::start);
    }

    String name() {
        return name;
    }

    boolean isAlive() {
        return process.get().isAlive();
    }

    void start() {
        start.run();
    }

    void kill() {
        process.get().kill();
    }

    void pause() {
        process.get().pause();
    }

    void resume() {
        process.get().resume();
    }

    void requestStop() {
        process.get().requestStop();
    }

    void stop() {
        process.get().stop(ServiceReplica.STOP_PATIENCE);
    }
}
