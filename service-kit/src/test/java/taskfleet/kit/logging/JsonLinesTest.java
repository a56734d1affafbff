package taskfleet.kit.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import taskfleet.kit.tracing.LogFields;

class JsonLinesTest {
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    private final LoggerContext context = new LoggerContext();

    @Test
    void a_record_is_one_line_with_the_service_and_the_event_that_it_is_written_for() {
        context.putProperty("service", "reminder-worker");

        var line = LogFields.duringEvent("an-id", "task.created", TRACE, () -> write("two\nlines \"quoted\"", null));

        assertThat(line).endsWith("\n").containsOnlyOnce("\n");
        assertThat(new JsonObject(line))
                .isEqualTo(new JsonObject()
                        .put("timestamp", "2026-11-01T08:00:00.123Z")
                        .put("level", "WARN")
                        .put("service", "reminder-worker")
                        .put("logger", "taskfleet.Sample")
                        .put("thread", "a-thread")
                        .put("trace_id", "4bf92f3577b34da6a3ce929d0e0e4736")
                        .put("event_id", "an-id")
                        .put("event_type", "task.created")
                        .put("message", "two\nlines \"quoted\""));
        assertThat(MDC.getCopyOfContextMap()).isNullOrEmpty();
    }

    @Test
    void a_stack_trace_is_one_field() {
        var line = write("failed", new IllegalStateException("broken", new RuntimeException("by this")));

        assertThat(line).containsOnlyOnce("\n");
        assertThat(new JsonObject(line).getString("stack_trace"))
                .startsWith("java.lang.IllegalStateException: broken")
                .contains("Caused by: java.lang.RuntimeException: by this", "at taskfleet.kit.logging.JsonLinesTest");
    }

    private String write(String message, @Nullable Throwable failure) {
        context.setMDCAdapter(MDC.getMDCAdapter());
        var lines = new JsonLines();
        lines.setContext(context);
        lines.start();
        var event = new LoggingEvent(
                "fqcn", context.getLogger("taskfleet.Sample"), Level.WARN, message, failure, new Object[0]);
        event.setInstant(Instant.parse("2026-11-01T08:00:00.123Z"));
        event.setThreadName("a-thread");
        return new String(lines.encode(event), StandardCharsets.UTF_8);
    }
}
