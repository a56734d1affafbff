package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.e2e.OtlpReceiver.ReceivedSpan;

/** One trace shows all that follows from a request, across all services. */
@Tag("e2e")
class TraceIT {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> WORKERS = List.of("analytics-worker", "recurring-worker", "reminder-worker");
    private static final String OPEN_METRICS = "application/openmetrics-text";
    private static final Pattern EXAMPLE = Pattern.compile(" # \\{.*trace_id=\"([0-9a-f]{32})\"");
    private static final OtlpReceiver RECEIVER = new OtlpReceiver();

    private static int seen = -1;

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet(
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", RECEIVER.endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "200"));

    @BeforeAll
    static void a_recurring_task_is_reminded_of_and_completed() {
        User.of(STARTED.get()).goesThroughAWeeklyTask();
    }

    @AfterAll
    static void stop() {
        RECEIVER.close();
    }

    @Test
    void a_completion_leads_through_every_worker_to_the_next_occurrence_and_on_to_its_deliveries() {
        var tree = settled("POST /tasks/:id/complete");

        var request = only(tree.roots());
        assertThat(request.service()).isEqualTo("task-api");
        assertThat(names(tree.beneath(request))).contains("SELECT task", "UPDATE task, INSERT outbox", "publish tasks");
        assertThat(deliveries(tree, request, "task.completed")).containsExactlyElementsOf(WORKERS);

        var recurring = delivery(tree, request, "recurring-worker");
        var call = named(tree.beneath(recurring), "PUT task-api");
        var next = only(tree.beneath(call));
        assertThat(next.service()).isEqualTo("task-api");
        assertThat(next.name()).isEqualTo("PUT /series/:series/occurrences/:number");
        assertThat(names(tree.beneath(next))).contains("SELECT task", "INSERT task, INSERT outbox", "publish tasks");
        assertThat(deliveries(tree, next, "task.created")).containsExactlyElementsOf(WORKERS);

        var reminded = delivery(tree, next, "reminder-worker");
        assertThat(names(tree.beneath(reminded))).contains("publish reminders");
        assertThat(deliveries(tree, reminded, "reminder.scheduled"))
                .containsOnly("analytics-worker", "reminder-worker");
        assertThat(tree.orphans()).isEmpty();
    }

    @Test
    void a_reminder_lies_beneath_the_delivery_that_scheduled_it_and_leads_on_when_it_fires() {
        var tree = settled("POST /tasks");

        var scheduled = delivery(tree, only(tree.roots()), "reminder-worker");
        assertThat(names(tree.beneath(scheduled))).contains("schedule job");
        var triggered = named(tree.beneath(scheduled), "trigger reminder");
        assertThat(names(tree.beneath(triggered))).contains("publish reminders");
        assertThat(deliveries(tree, triggered, "reminder.triggered"))
                .containsOnly("analytics-worker", "reminder-worker");
        assertThat(tree.orphans()).isEmpty();
    }

    @Test
    void no_span_has_anything_that_a_user_wrote() {
        settled("POST /tasks");

        assertThat(RECEIVER.spans()).noneMatch(span -> span.toString().contains("Water"));
    }

    @Test
    void histograms_have_recorded_traces_as_examples_in_the_form_that_has_a_place_for_them() {
        settled("POST /tasks/:id/complete");
        var traces = RECEIVER.spans().stream().map(ReceivedSpan::traceId).toList();

        assertThat(examples("task-api", "fleet_outbox_commit_to_published_seconds", OPEN_METRICS))
                .isNotEmpty()
                .isSubsetOf(traces);
        for (var worker : List.of("analytics-worker", "reminder-worker")) {
            assertThat(examples(worker, "fleet_event_age_seconds", OPEN_METRICS))
                    .isNotEmpty()
                    .isSubsetOf(traces);
            assertThat(examples(worker, "fleet_event_age_seconds", "*/*")).isEmpty();
        }
    }

    private static List<String> examples(String service, String metric, String accept) {
        var request = HttpRequest.newBuilder(
                        STARTED.get().service(service).replica().internalUrl().resolve("/metrics"))
                .header("Accept", accept)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer = client.send(request, BodyHandlers.ofString());
            assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(accept.equals(OPEN_METRICS) ? OPEN_METRICS : "text/plain");
            assertThat(answer.body()).contains(metric + "_bucket");
            return answer.body()
                    .lines()
                    .filter(line -> line.startsWith(metric + "_bucket"))
                    .map(EXAMPLE::matcher)
                    .filter(Matcher::find)
                    .map(found -> found.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The one trace that begins so, as soon as nothing more comes. */
    private static SpanTree settled(String root) {
        var traceId = await().atMost(PATIENCE)
                .until(
                        () -> RECEIVER.spans().stream()
                                .filter(span -> span.name().equals(root))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow()
                .traceId();
        await().atMost(PATIENCE)
                .during(Duration.ofSeconds(2))
                .until(() -> RECEIVER.trace(traceId).size(), TraceIT::isUnchanged);
        var tree = new SpanTree(RECEIVER.trace(traceId));
        System.out.println(tree.text());
        return tree;
    }

    private static boolean isUnchanged(int spans) {
        boolean unchanged = spans == seen;
        seen = spans;
        return unchanged;
    }

    private static List<String> deliveries(SpanTree tree, ReceivedSpan parent, String type) {
        return tree.beneath(parent).stream()
                .filter(span -> span.kind().equals("CONSUMER"))
                .filter(span -> type.equals(span.attributes().get("cloudevents.event_type")))
                .map(ReceivedSpan::service)
                .sorted()
                .toList();
    }

    private static ReceivedSpan delivery(SpanTree tree, ReceivedSpan parent, String worker) {
        return only(tree.beneath(parent).stream()
                .filter(span -> span.kind().equals("CONSUMER") && span.service().equals(worker))
                .toList());
    }

    private static ReceivedSpan named(List<ReceivedSpan> spans, String name) {
        return only(spans.stream().filter(span -> span.name().equals(name)).toList());
    }

    private static ReceivedSpan only(List<ReceivedSpan> spans) {
        assertThat(spans).hasSize(1);
        return spans.getFirst();
    }

    private static List<String> names(List<ReceivedSpan> spans) {
        return spans.stream().map(ReceivedSpan::name).toList();
    }
}
