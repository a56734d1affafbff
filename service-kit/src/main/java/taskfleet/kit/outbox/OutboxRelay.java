package taskfleet.kit.outbox;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.service.Service;

/**
 * Publishes what stands in the outbox, in order, and removes what the broker has acknowledged. An event may go out
 * twice (when the relay dies between the two), never not at all. Deploy it once, on a virtual thread.
 */
public final class OutboxRelay extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(OutboxRelay.class);

    private final Database database;
    private final Sidecar sidecar;
    private final OutboxConfig config;
    private final OutboxMetrics metrics;
    private final Promise<Void> stopped = Promise.promise();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile Promise<Void> wakeUp = Promise.promise();
    private volatile boolean stopping;
    private volatile boolean remoteWake;
    private volatile Buckets owned = Buckets.none();

    public OutboxRelay(Service service, Database database, Sidecar sidecar, OutboxConfig config) {
        this.database = database;
        this.sidecar = sidecar;
        this.config = config;
        this.metrics = new OutboxMetrics(service.metrics(), service.clock(), service.tracing());
    }

    /** To be called after each commit that wrote to the outbox, from any thread; returns at once. */
    public void wake(String partitionKey) {
        if (!owned.holds(OutboxRows.bucket(partitionKey))) {
            remoteWake = true; // told to the other relays by the loop, so that a burst becomes one notification
        }
        wake();
    }

    @Override
    public Future<?> start() {
        context.runOnContext(go -> run());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        stopping = true;
        wake();
        return stopped.future().timeout(config.stopTimeout().toMillis(), TimeUnit.MILLISECONDS);
    }

    private void run() {
        var backoff = config.firstBackoff();
        while (!stopping) {
            try (var session = RelaySession.open(database, this::wake)) {
                log.debug("relay connected");
                backoff = config.firstBackoff();
                relay(session);
            } catch (Exception e) { // an awaited future throws checked ones too, such as a refused connection
                log.debug("relay lost its session: {}", e.toString());
                pause(backoff);
                backoff = next(backoff);
            } finally {
                owned = Buckets.none();
            }
        }
        stopped.complete();
    }

    private void relay(RelaySession session) {
        long rebalanceAt = System.nanoTime();
        var backoff = config.firstBackoff();
        boolean away = false;
        while (!stopping) {
            if (System.nanoTime() - rebalanceAt >= 0) {
                owned = session.rebalance();
                metrics.waiting(session.waiting());
                rebalanceAt = System.nanoTime() + config.rebalance().toNanos();
            }
            if (remoteWake) {
                remoteWake = false;
                session.wakeOthers();
            }
            var batch = session.next(owned, config.batch());
            if (batch.isEmpty()) {
                sleep(config.sweep());
                continue;
            }
            try {
                publish(session, batch);
                if (away) {
                    log.info("publishing goes on");
                }
                away = false;
                backoff = config.firstBackoff();
            } catch (PublishFailed e) {
                if (!away) {
                    log.warn("publishing waits, events stay in the outbox: {}", e.getMessage());
                }
                away = true;
                pause(backoff);
                backoff = next(backoff);
            }
        }
    }

    private void publish(RelaySession session, OutboxBatch batch) {
        for (var part : batch.publishes()) {
            long started = System.nanoTime();
            OutboxBatch acknowledged;
            try {
                acknowledged = part.withoutFailed(
                        sidecar.publish(part.topic(), part.messages()).await());
            } catch (Exception e) {
                throw new PublishFailed(e);
            }
            session.remove(acknowledged);
            metrics.published(acknowledged, Duration.ofNanos(System.nanoTime() - started));
            if (acknowledged.size() < part.size()) {
                throw new PublishFailed(part.size() - acknowledged.size());
            }
        }
    }

    /** Waits until woken, at most so long; a wake-up during the last round counts. */
    private void sleep(Duration most) {
        var signal = wakeUp;
        if (!awake.get()) {
            signal.future()
                    .timeout(most.toMillis(), TimeUnit.MILLISECONDS)
                    .otherwiseEmpty()
                    .await();
        }
        wakeUp = Promise.promise();
        awake.set(false);
    }

    private void wake() {
        if (awake.compareAndSet(false, true)) {
            wakeUp.tryComplete();
        }
    }

    /** Unlike a sleep, it isn't cut short by news: what failed a moment ago fails again. */
    private void pause(Duration duration) {
        vertx.timer(duration.toMillis(), TimeUnit.MILLISECONDS).await();
    }

    private Duration next(Duration backoff) {
        var doubled = backoff.multipliedBy(2);
        return doubled.compareTo(config.maxBackoff()) < 0 ? doubled : config.maxBackoff();
    }

    private static final class PublishFailed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        PublishFailed(Exception cause) {
            super(cause.toString(), cause);
        }

        PublishFailed(int events) {
            super(events + " events were not acknowledged");
        }
    }
}
