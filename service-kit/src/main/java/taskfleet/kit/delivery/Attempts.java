package taskfleet.kit.delivery;

import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.service.Outage;

/** Carries one delivery to its end, by as many attempts as it takes. */
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

        /** It lies in the topic for retries. */
        record PutAside() implements End {
            @Override
            public String name() {
                return "put-aside";
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
     * Makes attempts, with waits between them, until the event is settled. Its partition waits with it.
     */
    End settle(Delivery delivery, String type, Supplier<Outcome> attempt) {
        for (int number = delivery.attempts() + 1; ; number++) {
            if (number > 1) {
                vertx.timer(policy.delayAfter(number - 1).toMillis(), TimeUnit.MILLISECONDS)
                        .await();
            }
            var end = end(delivery, type, outcomeOf(attempt), number);
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    /**
     * The end of an event that came in a bulk, which can't wait for it: to be tried again, it is put aside.
     *
     * @param outcome of the first attempt
     */
    End settleOrPutAside(Delivery delivery, String type, Outcome outcome) {
        int number = delivery.attempts() + 1;
        return end(delivery, type, outcome, number).orElseGet(() -> putAside(delivery, type, number));
    }

    /** Empty for an event that is to be tried again. */
    private Optional<End> end(Delivery delivery, String type, Outcome outcome, int number) {
        metrics.count(type, outcome);
        return switch (outcome) {
            case Outcome.Done done -> Optional.of(new End.Handled(done));
            case Outcome.Ignored ignored -> {
                log.debug("{} {} ignored: {}", type, delivery.id(), ignored.why());
                yield Optional.of(new End.Handled(ignored));
            }
            case Outcome.Away away -> {
                log.debug("{} {} waits: {}", type, delivery.id(), away.why());
                yield Optional.of(new End.Again());
            }
            case Outcome.Rejected rejected ->
                Optional.of(deadLetter(delivery, type, rejected.reason(), rejected.why(), number));
            case Outcome.Failed failed -> {
                log.warn(
                        "{} {} attempt {} of {} failed: {}",
                        type,
                        delivery.id(),
                        number,
                        policy.attempts(),
                        failed.why());
                yield number < policy.attempts()
                        ? Optional.empty()
                        : Optional.of(deadLetter(delivery, type, DeadLetter.ATTEMPTS_EXHAUSTED, failed.why(), number));
            }
        };
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

    private End putAside(Delivery delivery, String type, int attempts) {
        try {
            deadLetters.putAside(delivery, attempts).await();
            return new End.PutAside();
        } catch (RuntimeException e) {
            log.warn("{} {} can't be put aside now, comes again: {}", type, delivery.id(), e.toString());
            return new End.Again();
        }
    }
}
