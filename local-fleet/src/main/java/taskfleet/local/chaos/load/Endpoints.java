package taskfleet.local.chaos.load;

import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** The replicas that take requests, one after the other, as the endpoints of a Service do. */
public final class Endpoints {

    private final List<URI> replicas = new CopyOnWriteArrayList<>();
    private final AtomicInteger turn = new AtomicInteger();

    public Endpoints(List<URI> replicas) {
        this.replicas.addAll(replicas);
    }

    public void add(URI replica) {
        replicas.add(replica);
    }

    public void remove(URI replica) {
        replicas.remove(replica);
    }

    URI next() {
        List<URI> now = List.copyOf(replicas);
        return now.get(Math.floorMod(turn.getAndIncrement(), now.size()));
    }
}
