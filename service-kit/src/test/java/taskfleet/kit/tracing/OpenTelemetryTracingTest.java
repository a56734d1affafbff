package taskfleet.kit.tracing;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.SampleEvents;

class OpenTelemetryTracingTest {
    private static final String TRACE_ID = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String PARENT_ID = "00f067aa0ba902b7";
    private static final String SAMPLED = "00-%s-%s-01".formatted(TRACE_ID, PARENT_ID);
    private static final String NOT_SAMPLED = "00-%s-%s-00".formatted(TRACE_ID, PARENT_ID);

    private final InMemorySpanExporter exporter = InMemorySpanExporter.create();
    private final Tracing tracing = new OpenTelemetryTracing(OpenTelemetrySdk.builder()
            .setTracerProvider(SdkTracerProvider.builder()
                    .addSpanProcessor(SimpleSpanProcessor.create(exporter))
                    .build())
            .build());

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void a_delivery_lies_beneath_what_led_to_the_event_and_what_follows_beneath_the_delivery() {
        var event = traced(SAMPLED);

        var span = tracing.process("tasks", event);
        var handed = span.onto(event);
        span.outcome("done", false);
        span.end();

        var exported = onlySpan();
        assertThat(exported.getName()).isEqualTo("process tasks");
        assertThat(exported.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(exported.getTraceId()).isEqualTo(TRACE_ID);
        assertThat(exported.getParentSpanId()).isEqualTo(PARENT_ID);
        assertThat(handed.traceparent()).isEqualTo("00-%s-%s-01".formatted(TRACE_ID, exported.getSpanId()));
        assertThat(handed.withTraceparent(SAMPLED)).isEqualTo(event);
    }

    @Test
    void a_trace_that_its_beginner_has_left_out_is_passed_along_and_not_recorded() {
        var span = tracing.process("tasks", traced(NOT_SAMPLED));
        var handed = span.onto(traced(NOT_SAMPLED));
        span.end();

        assertThat(exporter.getFinishedSpanItems()).isEmpty();
        assertThat(handed.traceparent()).startsWith("00-" + TRACE_ID).endsWith("-00");
    }

    @Test
    void what_is_done_for_several_events_at_once_lies_beneath_the_first_recorded_and_the_others_point_there() {
        var spans = List.of(
                tracing.process("tasks", traced(NOT_SAMPLED)),
                tracing.process("tasks", traced(SAMPLED)),
                tracing.process("tasks", traced(SAMPLED)));

        var together = tracing.together(spans);
        spans.forEach(Span::end);

        var exported = exporter.getFinishedSpanItems();
        assertThat(together.traceparent()).isEqualTo(spans.get(1).traceparent());
        assertThat(exported).hasSize(2);
        assertThat(exported.get(0).getLinks()).isEmpty();
        assertThat(exported.get(1).getLinks())
                .singleElement()
                .satisfies(link -> assertThat(link.getSpanContext())
                        .isEqualTo(exported.get(0).getSpanContext()));
    }

    @Test
    void a_publication_begins_with_the_commit_of_its_event() {
        var committed = Instant.parse("2026-11-01T08:00:00Z");

        var step = tracing.published("tasks", "an-id", committed, SAMPLED);

        var exported = onlySpan();
        assertThat(exported.getParentSpanId()).isEqualTo(PARENT_ID);
        assertThat(exported.getStartEpochNanos()).isEqualTo(committed.getEpochSecond() * 1_000_000_000L);
        assertThat(step).isEqualTo("00-%s-%s-01".formatted(TRACE_ID, exported.getSpanId()));
    }

    private SpanData onlySpan() {
        assertThat(exporter.getFinishedSpanItems()).hasSize(1);
        return exporter.getFinishedSpanItems().getFirst();
    }

    private static Event traced(String traceparent) {
        return SampleEvents.TASK_CREATED.withTraceparent(traceparent);
    }
}
