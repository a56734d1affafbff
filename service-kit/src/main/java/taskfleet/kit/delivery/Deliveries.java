package taskfleet.kit.delivery;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.UnreadableEvent;
import taskfleet.kit.tracing.LogFields;
import taskfleet.kit.tracing.Span;
import taskfleet.kit.tracing.Tracing;

/** The way of a delivery: read it, have its handler make its effect, carry it to its end, note that end. */
final class Deliveries {
    private static final Logger log = LoggerFactory.getLogger(Deliveries.class);

    /** The answer to the sidecar; there is no DROP, since nothing is dropped. */
    enum Answer {
        SUCCESS,
        RETRY
    }

    private final String consumer;
    private final EventCodec codec;
    private final Attempts attempts;
    private final DeadLetters deadLetters;
    private final DeliveryMetrics metrics;
    private final Tracing tracing;
    private DeadLetterNotes notes = (id, redrive) -> {};

    Deliveries(
            String consumer,
            EventCodec codec,
            Attempts attempts,
            DeadLetters deadLetters,
            DeliveryMetrics metrics,
            Tracing tracing) {
        this.consumer = consumer;
        this.codec = codec;
        this.attempts = attempts;
        this.deadLetters = deadLetters;
        this.metrics = metrics;
        this.tracing = tracing;
    }

    void noteDeadLettersIn(DeadLetterNotes chosen) {
        notes = chosen;
    }

    /** However long it takes. */
    Answer settle(Delivery delivery, EventHandler handler) {
        return answer(
                delivery,
                read(delivery),
                read -> attempts.settle(delivery, read.type(), () -> handle(read.event(), handler)));
    }

    /** By one attempt each, at the same time, on threads of their own. */
    List<Answer> settleEach(List<Delivery> deliveries, EventHandler handler) {
        var answers = deliveries.stream()
                .map(delivery -> onThread(() -> settleOrPutAside(delivery, handler)))
                .toList();
        return Future.join(answers).await().list();
    }

    private static Future<Answer> onThread(Supplier<Answer> work) {
        var answer = Promise.<Answer>promise();
        Thread.startVirtualThread(() -> {
            try {
                answer.complete(work.get());
            } catch (Throwable e) { // nobody else would learn of it, and the bulk would wait for ever
                answer.fail(e);
            }
        });
        return answer.future();
    }

    private Answer settleOrPutAside(Delivery delivery, EventHandler handler) {
        return answer(delivery, read(delivery), read -> {
            var outcome = Attempts.outcomeOf(() -> handle(read.event(), handler));
            return attempts.settleOrPutAside(delivery, read.type(), outcome);
        });
    }

    /** By one attempt at all together; when that fails, by one attempt each. */
    List<Answer> settleBulk(List<Delivery> deliveries, EventHandler.Bulk handler) {
        var received = deliveries.stream().map(this::read).toList();
        var read = received.stream()
                .filter(Received.Read.class::isInstance)
                .map(Received.Read.class::cast)
                .toList();
        var events = read.stream().map(Received.Read::event).toList();
        var outcomes = tracing.together(read.stream().map(Received.Read::span).toList())
                .during(() -> handleAll(events, handler))
                .iterator();
        var answers = new ArrayList<Answer>();
        for (int i = 0; i < deliveries.size(); i++) {
            var delivery = deliveries.get(i);
            answers.add(answer(
                    delivery,
                    received.get(i),
                    one -> attempts.settleOrPutAside(delivery, one.type(), outcomes.next())));
        }
        return answers;
    }

    private List<Outcome> handleAll(List<Event> events, EventHandler.Bulk handler) {
        if (events.isEmpty()) {
            return List.of();
        }
        long started = System.nanoTime();
        try {
            var outcomes = handler.handle(events);
            for (int i = 0; i < events.size(); i++) {
                note(events.get(i), outcomes.get(i), started);
            }
            return outcomes;
        } catch (Exception e) {
            var outcome = Attempts.outcomeOf(e);
            // One bad event fails the transaction of all: each is then tried on its own. An outage fails each anyway.
            return events.size() == 1 || outcome instanceof Outcome.Away
                    ? Collections.nCopies(events.size(), outcome)
                    : events.stream()
                            .map(event -> Attempts.outcomeOf(
                                    () -> handleAll(List.of(event), handler).getFirst()))
                            .toList();
        }
    }

    private Outcome handle(Event event, EventHandler handler) {
        long started = System.nanoTime();
        var outcome = handler.handle(event);
        note(event, outcome, started);
        return outcome;
    }

    private void note(Event event, Outcome outcome, long started) {
        if (outcome instanceof Outcome.Done) {
            metrics.handled(event, Duration.ofNanos(System.nanoTime() - started));
        }
    }

    private Answer answer(Delivery delivery, Received received, Function<Received.Read, Attempts.End> way) {
        return switch (received) {
            case Received.Read read -> {
                var event = read.event();
                yield follow(delivery, read.type(), read.span(), event.traceparent(), () -> {
                    var end = way.apply(read);
                    read.span().outcome(end.name(), end instanceof Attempts.End.DeadLettered);
                    return answer(delivery, event, end);
                });
            }
            case Received.Unhandled unhandled -> {
                var type = unhandled.type();
                yield follow(delivery, type, Span.NONE, null, () -> {
                    return answer(delivery, null, attempts.settleOrPutAside(delivery, type, unhandled.outcome()));
                });
            }
        };
    }

    /** Has the trace and all log lines tell which event the work is for. */
    private static Answer follow(
            Delivery delivery, String type, Span span, @Nullable String traceparent, Supplier<Answer> work) {
        try {
            return LogFields.duringEvent(delivery.id(), type, traceparent, () -> span.during(work));
        } finally {
            span.end();
        }
    }

    /** What must be known elsewhere is told before the sidecar is answered: else the event comes again, and it is then. */
    private Answer answer(Delivery delivery, @Nullable Event event, Attempts.End end) {
        try {
            switch (end) {
                case Attempts.End.Handled handled -> {
                    if (delivery.isRedrivenFor(consumer)) {
                        deadLetters.tellSettled(delivery, handled.outcome()).await();
                    }
                }
                case Attempts.End.DeadLettered deadLettered -> {
                    if (event != null) {
                        notes.deadLettered(event.id(), event.redriveCount());
                    }
                }
                case Attempts.End.PutAside putAside -> {}
                case Attempts.End.Again again -> {
                    return Answer.RETRY;
                }
            }
            return Answer.SUCCESS;
        } catch (Exception e) { // an awaited future throws checked ones too
            log.warn("the end of {} can't be noted now, it comes again: {}", delivery.id(), e.toString());
            return Answer.RETRY;
        }
    }

    /** An event to be handled, or the outcome of one that no handler needs to see, with the type to count it under. */
    private sealed interface Received {
        record Read(Event event, Span span) implements Received {
            String type() {
                return event.type().typeName();
            }
        }

        record Unhandled(String type, Outcome outcome) implements Received {}
    }

    private Received read(Delivery delivery) {
        // Asked first, of what may be unreadable: only one worker has given up on it.
        if (delivery.isRedriven() && !delivery.isRedrivenFor(consumer)) {
            return new Received.Unhandled("redriven", Outcome.ignored("sent again for another worker"));
        }
        try {
            var event = codec.read(delivery.event());
            var span = tracing.process(delivery.topic(), event);
            return new Received.Read(span.onto(event), span);
        } catch (UnreadableEvent e) {
            return unhandled(e);
        }
    }

    private static Received unhandled(UnreadableEvent e) {
        var why = "%s: %s".formatted(e.kind(), e.getMessage());
        return switch (e.kind()) {
            case UNKNOWN_TYPE ->
                new Received.Unhandled("unknown", Outcome.ignored("a type of event that is not in the catalog"));
            case UNKNOWN_VERSION ->
                new Received.Unhandled("unreadable", Outcome.rejected(DeadLetter.UNKNOWN_VERSION, why));
            case SCHEMA_VIOLATION ->
                new Received.Unhandled("unreadable", Outcome.rejected(DeadLetter.SCHEMA_VIOLATION, why));
            case NOT_JSON, NOT_A_CLOUD_EVENT, MISSING_ATTRIBUTE, INVALID_ATTRIBUTE, ATTRIBUTE_MISMATCH ->
                new Received.Unhandled("unreadable", Outcome.rejected(DeadLetter.UNREADABLE, why));
        };
    }
}
