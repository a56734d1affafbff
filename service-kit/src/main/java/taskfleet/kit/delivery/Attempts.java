package taskfleet.kit.delivery;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.service.Outage;

/** Carries one delivery to its end by attempts with waits between them. */
final class Attempts {
    private static final Logger log = LoggerFactory.getLogger(Attempts.class);

    /** How it ended. */
    sealed interface End {
        /** In a trace. */
        String name();

        /** {@link Outcome.Done} or {@link Outcome.Ignored}. */
        record Handled(Outcome outcome) implements End {
            @Override
            public String name() {
                return outcome instanceof Outcome.Ignored ? "ignored" : "done";
            }
        }

        record DeadLettered() implements End {
            @Override
            public String name() {
                return "dead-lettered";
            }
        }

        /** The sidecar is to deliver it again, for as long as something is away. */
        record Again() implements End {
            @Override
            public String name() {
                return "again";
            }
        }
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

    /**
     * Holds the partition until the event is settled: that is what keeps the order behind it.
     *
     * @param first the outcome of the attempt already made
     */
    End settle(Delivery delivery, String type, Outcome first, Supplier<Outcome> again) {
        var outcome = first;
        for (int number = 1; ; number++) {
            metrics.count(type, outcome);
            switch (outcome) {
                case Outcome.Done done -> {
                    return new End.Handled(done);
                }
                case Outcome.Ignored ignored -> {
                    log.debug("{} {} ignored: {}", type, delivery.id(), ignored.why());
                    return new End.Handled(ignored);
                }
                case Outcome.Away away -> {
                    log.debug("{} {} waits: {}", type, delivery.id(), away.why());
                    return new End.Again();
                }
                case Outcome.Rejected rejected -> {
                    return deadLetter(delivery, type, rejected.reason(), rejected.why(), number);
                }
                case Outcome.Failed failed -> {
                    log.warn(
                            "{} {} attempt {} of {} failed: {}",
                            type,
                            delivery.id(),
                            number,
                            policy.attempts(),
                            failed.why());
                    if (number == policy.attempts()) {
                        return deadLetter(delivery, type, DeadLetter.ATTEMPTS_EXHAUSTED, failed.why(), number);
                    }
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

    private End deadLetter(Delivery delivery, String type, String reason, String why, int attempts) {
        try {
            deadLetters.publish(delivery, reason, why, attempts).await();
            metrics.deadLettered(type, reason);
            log.error("{} {} dead-lettered after attempt {}, {}: {}", type, delivery.id(), attempts, reason, why);
            return new End.DeadLettered();
        } catch (RuntimeException e) {
            log.warn("{} {} can't be dead-lettered now, comes again: {}", type, delivery.id(), e.toString());
            return new End.Again();
        }
    }
}
