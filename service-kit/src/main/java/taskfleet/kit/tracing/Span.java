package taskfleet.kit.tracing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import taskfleet.events.Event;

/**
 * One step of a trace: a request, a delivery, a call. Where nothing is recorded it is {@link #NONE}, which does nothing
 * and costs nothing.
 */
public interface Span {
    Span NONE = new Span() {};

    /** What is under way here: the request that is answered, or the event that is handled. */
    static Span current() {
        return CurrentSpan.get();
    }

    /** As it is handed on to others (W3C Trace Context); null for none. */
    default @Nullable String traceparent() {
        return null;
    }

    /** The event as one that happens here: what its handling leads to lies beneath this step. */
    default Event onto(Event event) {
        return event;
    }

    /**
     * Begins a step beneath this one, which calls somebody.
     *
     * @param name one of few: no ids
     */
    default Span call(String name) {
        return this;
    }

    /** Tells which of the routes a request has come to, such as {@code /tasks/:id}. */
    default void route(String route) {}

    /** Tells what became of an event, and whether that is a failure. */
    default void outcome(String outcome, boolean isFailure) {}

    /** Work that belongs to it: the statements and calls in it lie beneath this step. */
    default <T> T during(Supplier<T> work) {
        return work.get();
    }

    default void end() {}

    /** Ends it; with what it has failed by, if it has. */
    default void end(@Nullable Throwable failure) {
        end();
    }
}
