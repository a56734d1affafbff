package taskfleet.tasks;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.http.Problem;

/**
 * All open streams of this replica, and the one loop that gives them what has changed. It asks once for all of them,
 * and only while there are any. Deploy it once, on a virtual thread, after the routes: it stops before they drain.
 */
final class EventStreams extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

    private final ChangeStore store;
    private final Clock clock;
    private final FeedConfig config;
    private final Set<EventStream> open = ConcurrentHashMap.newKeySet();
    private volatile boolean running;
    private boolean polling;
    private boolean away;

    EventStreams(ChangeStore store, Clock clock, FeedConfig config) {
        this.store = store;
        this.clock = clock;
        this.config = config;
    }

    @Override
    public Future<?> start() {
        running = true;
        return Future.succeededFuture();
    }

    @Override
    public synchronized Future<?> stop() {
        running = false;
        open.forEach(this::end);
        return Future.succeededFuture();
    }

    /**
     * Begins a stream.
     *
     * @throws Problem.ProblemException when there are too many already
     */
    synchronized void begin(EventStream stream) {
        if (!running) {
            throw Problem.unavailable("This replica stops; another one takes the stream.")
                    .asException();
        }
        if (open.size() >= config.streams()) {
            throw Problem.unavailable(
                            "This replica takes no more streams (expected: at most %d).".formatted(config.streams()))
                    .asException();
        }
        if (open.stream()
                        .filter(other -> other.userId().equals(stream.userId()))
                        .count()
                >= config.streamsPerUser()) {
            throw Problem.tooMany("You have %d open streams here (expected: at most that many)."
                            .formatted(config.streamsPerUser()))
                    .asException();
        }
        stream.begin();
        open.add(stream);
        if (!polling) {
            polling = true;
            poll();
        }
    }

    /** Forgets a stream whose client has gone. */
    void forget(EventStream stream) {
        open.remove(stream);
    }

    private void poll() {
        context.runOnContext(go -> vertx.setTimer(config.pollInterval().toMillis(), timer -> round()));
    }

    private void round() {
        try {
            open.stream().filter(stream -> stream.isExpired(clock.instant())).forEach(this::end);
            sendChanges();
        } finally {
            var now = clock.instant();
            open.forEach(stream -> stream.keepAlive(now.minus(config.heartbeat()), now));
            goOn();
        }
    }

    private synchronized void goOn() {
        polling = running && !open.isEmpty();
        if (polling) {
            poll();
        }
    }

    private void sendChanges() {
        try {
            while (running && sendPages()) {
                // those far behind have been given a page each, and take more
            }
            away = false;
        } catch (Exception e) { // an awaited future throws checked ones too, such as a refused connection
            if (!away && running) { // a stop interrupts it
                log.warn("streams of changes wait: {}", e.toString());
            }
            away = true;
        }
    }

    /** Gives a page to each stream that is behind; true when there is more for one that takes it. */
    private boolean sendPages() {
        List<EventStream> ready = open.stream().filter(EventStream::isReady).toList();
        if (ready.isEmpty()) {
            return false;
        }
        boolean more = false;
        for (int place : store.behind(ready.stream().map(EventStream::reader).toList())) {
            var stream = ready.get(place);
            var page = store.read(stream.userId(), stream.reader().since(), config.page());
            stream.send(page, clock.instant());
            more |= page.size() == config.page() && stream.isReady();
        }
        return more;
    }

    private void end(EventStream stream) {
        if (open.remove(stream)) {
            stream.end();
        }
    }
}
