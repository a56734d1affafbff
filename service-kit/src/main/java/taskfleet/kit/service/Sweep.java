package taskfleet.kit.service;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work by the clock: never two rounds of it at once, and a round that fails is made good by the next. */
public final class Sweep extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private final Duration interval;
    private final String name;
    private final Runnable work;
    private boolean running;

    private Sweep(Duration interval, String name, Runnable work) {
        this.interval = interval;
        this.name = name;
        this.work = work;
    }

    /**
     * A sweep to deploy; its first round is one interval after the start.
     *
     * @param name what it does, as a log says it
     */
    public static Sweep every(Duration interval, String name, Runnable work) {
        return new Sweep(interval, name, work);
    }

    /** For forgetting what is old: nothing waits for it. */
    public static Sweep hourly(String name, Runnable work) {
        return every(Duration.ofHours(1), name, work);
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(interval.toMillis(), timer -> round());
        return Future.succeededFuture();
    }

    private void round() {
        if (running) {
            return; // the last one is still waiting for an answer
        }
        running = true;
        try {
            work.run();
        } catch (Exception e) { // awaiting throws checked ones too: a refused connection, the interrupt at a stop
            if (Outage.causedBy(e) || e instanceof InterruptedException) {
                log.debug("{} waits: {}", name, e.toString());
            } else {
                log.error("{} failed, tried again in {}", name, interval, e);
            }
        } finally {
            running = false;
        }
    }
}
