package taskfleet.local;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A service of the fleet with all its replicas; what is done to it is done to each. */
public final class RunningService {

    private final Service service;
    private final List<ServiceReplica> replicas = new CopyOnWriteArrayList<>();
    private final AtomicInteger numbers = new AtomicInteger(1);

    RunningService(Service service, ServiceReplica first) {
        this.service = service;
        replicas.add(first);
    }

    void add(ServiceReplica replica) {
        replicas.add(replica);
    }

    void remove(ServiceReplica replica) {
        replicas.remove(replica);
    }

    /** Of the next replica; no number comes twice, so that each has a log of its own. */
    int nextNumber() {
        return numbers.incrementAndGet();
    }

    public Service service() {
        return service;
    }

    public List<ServiceReplica> replicas() {
        return List.copyOf(replicas);
    }

    /** The first replica. */
    public ServiceReplica replica() {
        return replicas.getFirst();
    }

    /** The public API of the first replica. */
    public URI url() {
        return replica().url();
    }

    public void start() {
        replicas.forEach(ServiceReplica::startProcess);
        replicas.forEach(ServiceReplica::startSidecar);
        replicas.forEach(ServiceReplica::awaitReady);
    }

    public void stop() {
        replicas.forEach(ServiceReplica::stop);
    }

    public void kill() {
        replicas.forEach(ServiceReplica::kill);
    }

    public void pause() {
        replicas.forEach(ServiceReplica::pause);
    }

    public void resume() {
        replicas.forEach(ServiceReplica::resume);
    }
}
