package taskfleet.kit.service;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work by the clock: one round after the other, the first at the start, and a round that fails is made good by the next. */
public final class Sweep extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(Sweep.class);

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Duration interval;
    private final String name;
    private final Runnable work;

    private Sweep(Duration interval, String name, Runnable work) {
        this.interval = interval;
        this.name = name;
        this.work = work;
    }

    /**
     * A sweep to deploy.
     *
     * @param interval from the end of a round to the next; sooner after one that found its dependency away
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
        next(Duration.ofMillis(1));
        return Future.succeededFuture();
    }

    private void next(Duration wait) {
        vertx.setTimer(wait.toMillis(), timer -> next(round()));
    }

    /** Gives the time until the next. */
    private Duration round() {
        try {
            work.run();
        } catch (Exception e) { // awaiting throws checked ones too: a refused connection, the interrupt at a stop
            if (Outage.causedBy(e) || Outage.isBeforeMigration(e) || e instanceof InterruptedException) {
                log.debug("{} waits: {}", name, e.toString());
                return interval.compareTo(SOON) < 0 ? interval : SOON;
            }
            log.error("{} failed, tried again in {}", name, interval, e);
        }
        return interval;
    }
}
