package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;

class DeliveryLogTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final Event EVENT =
            SampleEvents.TASK_CREATED.withTraceparent("00-%s-00f067aa0ba902b7-01".formatted(TRACE_ID));

    private final Logger log = (Logger) LoggerFactory.getLogger(Attempts.class);
    private final Noting lines = new Noting();

    @BeforeEach
    void listen() {
        lines.start();
        log.addAppender(lines);
    }

    @AfterEach
    void stopListening() {
        log.detachAppender(lines);
    }

    @Test
    void every_line_of_a_delivery_bears_its_event_also_after_a_wait() {
        try (var worker = SampleWorker.onTasks(event -> Outcome.failed("no"))) {
            worker.deliver(delivered(EVENT));
        }

        assertThat(lines.fields)
                .hasSize(5) // four attempts, and the dead letter
                .containsOnly(
                        Map.of("trace_id", TRACE_ID, "event_id", EVENT.id().toString(), "event_type", "task.created"));
    }

    @Test
    void the_lines_of_events_of_a_bulk_bear_each_its_own() {
        var other = SampleEvents.TASK_UPDATED.withTraceparent(null);
        try (var worker = SampleWorker.onTasksInBulk(events ->
                events.stream().map(event -> Outcome.rejected("no-use", "no")).toList())) {
            worker.deliverInBulk(delivered(EVENT), delivered(other));
        }

        assertThat(lines.fields)
                .containsExactly(
                        Map.of("trace_id", TRACE_ID, "event_id", EVENT.id().toString(), "event_type", "task.created"),
                        Map.of("event_id", other.id().toString(), "event_type", "task.updated"));
    }

    /** Takes the fields when the line is written, in the thread that writes it. */
    private static final class Noting extends AppenderBase<ILoggingEvent> {
        final List<Map<String, String>> fields = new CopyOnWriteArrayList<>();

        @Override
        protected void append(ILoggingEvent event) {
            fields.add(Map.copyOf(event.getMDCPropertyMap()));
        }
    }
}
