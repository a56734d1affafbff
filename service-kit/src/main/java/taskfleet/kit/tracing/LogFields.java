package taskfleet.kit.tracing;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** What every log line tells of the event or the request that it is written for, whoever writes it. */
public final class LogFields {
    private static final String TRACE_ID = "trace_id";
    private static final String EVENT_ID = "event_id";
    private static final String EVENT_TYPE = "event_type";

    private LogFields() {}

    /** While an event is handled; the thread is then free for the next. */
    public static <T> T duringEvent(String id, String type, @Nullable String traceparent, Supplier<T> work) {
        MDC.put(EVENT_ID, id);
        MDC.put(EVENT_TYPE, type);
        try {
            return duringTrace(traceparent, work);
        } finally {
            MDC.remove(EVENT_ID);
            MDC.remove(EVENT_TYPE);
        }
    }

    /** While something of a trace is done; of none that is known, nothing is told. */
    public static <T> T duringTrace(@Nullable String traceparent, Supplier<T> work) {
        if (traceparent == null) {
            return work.get();
        }
        MDC.put(TRACE_ID, traceparent.substring(3, 35));
        try {
            return work.get();
        } finally {
            MDC.remove(TRACE_ID);
        }
    }
}
