package taskfleet.local.chaos;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.process.FleetFailure;

/**
 * Starts again what has died, as kubelet does: after a wait that doubles with each death in a row. A sidecar that gives
 * up because a component is away is one of those.
 */
final class Supervisor implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Duration FIRST_WAIT = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(8);
    private static final Duration COUNTS_AS_WELL = Duration.ofSeconds(20);

    private final Journal journal;
    private final Map<String, Watch> watches = new ConcurrentHashMap<>();
    private final Set<String> held = ConcurrentHashMap.newKeySet();
    private final ExecutorService watching = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService starting = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ended;

    Supervisor(Journal journal, Collection<Container> containers) {
        this.journal = journal;
        containers.forEach(this::add);
    }

    void start() {
        watching.execute(this::run);
    }

    void add(Container container) {
        watches.put(container.name(), new Watch(container));
    }

    void remove(Container container) {
        watches.remove(container.name());
    }

    Container container(String name) {
        Watch watch = watches.get(name);
        if (watch == null) {
            throw new IllegalStateException("container: %s (expected: one of %s)".formatted(name, watches.keySet()));
        }
        return watch.container;
    }

    /** Leaves it as it is, dead or alive, until it is released. */
    void hold(Container container) {
        held.add(container.name());
    }

    void release(Container container) {
        held.remove(container.name());
    }

    List<String> dead() {
        return watches.values().stream()
                .filter(watch -> !watch.container.isAlive())
                .map(watch -> watch.container.name())
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        ended = true;
        watching.close();
        starting.close();
    }

    private void run() {
        while (!ended) {
            watches.values().stream()
                    .filter(watch -> !held.contains(watch.container.name()))
                    .forEach(Watch::look);
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /** One container, and how its last starts went. */
    private final class Watch {
        private final Container container;
        private Duration wait = FIRST_WAIT;
        private long startedAt = System.nanoTime();
        private long startAt;
        private boolean waiting;
        private volatile boolean isStarting;

        Watch(Container container) {
            this.container = container;
        }

        void look() {
            long now = System.nanoTime();
            if (isStarting || container.isAlive()) {
                return;
            }
            if (!waiting) {
                wait = now - startedAt > COUNTS_AS_WELL.toNanos() ? FIRST_WAIT : doubled(wait);
                startAt = now + wait.toNanos();
                waiting = true;
            } else if (now - startAt >= 0) {
                waiting = false;
                startedAt = now;
                isStarting = true;
                starting.execute(this::start);
            }
        }

        private void start() {
            try {
                container.start();
                journal.note("  started again: " + container.name());
            } catch (FleetFailure e) {
                journal.note("  failed to start: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            } finally {
                isStarting = false;
            }
        }
    }

    private static Duration doubled(Duration wait) {
        Duration doubled = wait.multipliedBy(2);
        return doubled.compareTo(LONGEST_WAIT) < 0 ? doubled : LONGEST_WAIT;
    }
}
