package taskfleet.kit.delivery;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.service.Outage;

/** Carries one delivery to its end: attempts with waits between them, then the answer to the sidecar. */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** The answer to the sidecar; there is no DROP, since nothing is dropped. */
    enum Answer {
        SUCCESS,
        RETRY
    }

    private final Vertx vertx;
    private final DeliveryPolicy policy;
    private final DeadLetters deadLetters;
    private final DeliveryMetrics metrics;

    Attempts(Vertx vertx, DeliveryPolicy policy, DeadLetters deadLetters, DeliveryMetrics metrics) {
        this.vertx = vertx;
        this.policy = policy;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
    }

    /** Holds the partition until the event is settled: that is what keeps the order behind it. */
    Answer settle(Delivery delivery, String type, Supplier<Outcome> attempt) {
        return settle(delivery, type, outcomeOf(attempt), attempt);
    }

    /**
     * @param first the outcome of an attempt already made, such as one in a bulk
     */
    Answer settle(Delivery delivery, String type, Outcome first, Supplier<Outcome> again) {
        var outcome = first;
        for (int number = 1; ; number++) {
            metrics.count(type, outcome);
            switch (outcome) {
                case Outcome.Done done -> {
                    return Answer.SUCCESS;
                }
                case Outcome.Ignored ignored -> {
                    log.debug("{} {} ignored: {}", type, delivery.id(), ignored.why());
                    return Answer.SUCCESS;
                }
                case Outcome.Away away -> {
                    log.debug("{} {} waits: {}", type, delivery.id(), away.why());
                    return Answer.RETRY;
                }
                case Outcome.Rejected rejected -> {
                    return deadLetter(delivery, type, rejected.why(), number);
                }
                case Outcome.Failed failed -> {
                    if (number == policy.attempts()) {
                        return deadLetter(delivery, type, failed.why(), number);
                    }
                    log.warn("{} {} attempt {} failed: {}", type, delivery.id(), number, failed.why());
                    vertx.timer(policy.delayAfter(number).toMillis(), TimeUnit.MILLISECONDS)
                            .await();
                }
            }
            outcome = outcomeOf(again);
        }
    }

    /** What a handler throws is an outcome too. */
    static Outcome outcomeOf(Supplier<Outcome> attempt) {
        try {
            return attempt.get();
        } catch (Exception e) { // an awaited future throws checked ones too, such as a refused connection
            return outcomeOf(e);
        }
    }

    static Outcome outcomeOf(Exception failure) {
        if (Outage.causedBy(failure)) {
            return Outcome.away(failure.toString());
        }
        log.debug("a handler failed", failure);
        return Outcome.failed(failure.toString());
    }

    private Answer deadLetter(Delivery delivery, String type, String reason, int attempts) {
        try {
            deadLetters.publish(delivery, reason, attempts).await();
            metrics.deadLettered(type);
            log.error("{} {} dead-lettered after attempt {}: {}", type, delivery.id(), attempts, reason);
            return Answer.SUCCESS;
        } catch (RuntimeException e) {
            log.warn("{} {} can't be dead-lettered now, comes again: {}", type, delivery.id(), e.toString());
            return Answer.RETRY;
        }
    }
}
