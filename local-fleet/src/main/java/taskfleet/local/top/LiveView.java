package taskfleet.local.top;

import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import taskfleet.local.FleetRecord;
import taskfleet.local.Service;
import taskfleet.local.metrics.Histogram;
import taskfleet.local.metrics.MetricsPage;
import taskfleet.local.metrics.MetricsPage.Sample;

/** Two looks at a fleet as a page of text: rates and times are of what came between them. */
final class LiveView {

    private static final String AWAY = "doesn't answer";

    private final FleetRecord fleet;
    private final FleetLook before;
    private final FleetLook now;
    private final StringBuilder text = new StringBuilder();

    private LiveView(FleetRecord fleet, FleetLook before, FleetLook now) {
        this.fleet = fleet;
        this.before = before;
        this.now = now;
    }

    static String of(FleetRecord fleet, FleetLook before, FleetLook now) {
        var view = new LiveView(fleet, before, now);
        view.services();
        view.workers();
        view.deadLetters();
        return view.text.toString();
    }

    private void services() {
        line("%-18s %10s %9s %7s %9s %9s %12s"
                .formatted("", "requests/s", "answer", "5xx/s", "outbox", "oldest", "published/s"));
        for (Service service : new TreeSet<>(fleet.services())) {
            MetricsPage page = now.pages().get(service);
            if (page == null) {
                line("%-18s %s".formatted(service.serviceName(), AWAY));
                continue;
            }
            boolean hasOutbox = page.of("fleet_outbox_waiting").findAny().isPresent();
            line("%-18s %10s %9s %7s %9s %9s %12s"
                    .formatted(
                            service.serviceName(),
                            service.hasPublicApi() ? rate(service, it -> requests(service, it, "")) : "",
                            service.hasPublicApi() ? answerTime(service) : "",
                            service.hasPublicApi() ? rate(service, it -> requests(service, it, "5")) : "",
                            hasOutbox ? "%.0f".formatted(page.sum("fleet_outbox_waiting")) : "",
                            hasOutbox ? time(page.sum("fleet_outbox_oldest_age_seconds")) : "",
                            hasOutbox ? rate(service, it -> it.sum("fleet_outbox_published_total")) : ""));
        }
    }

    private void workers() {
        line("");
        line("%-18s %10s %9s %9s %9s %9s   %s"
                .formatted("", "events/s", "retries/s", "given up", "p50", "p99", "events behind"));
        for (Service worker : Service.WORKERS) {
            MetricsPage page = now.pages().get(worker);
            if (page == null) {
                continue; // said above
            }
            Histogram ages = page.histogram("fleet_event_age_seconds");
            MetricsPage earlier = before.pages().get(worker);
            if (earlier != null) {
                ages = ages.since(earlier.histogram("fleet_event_age_seconds"));
            }
            line("%-18s %10s %9s %9.0f %9s %9s   %s"
                    .formatted(
                            worker.serviceName(),
                            rate(worker, it -> it.sum("fleet_event_age_seconds_count")),
                            rate(worker, it -> it.sum("fleet_deliveries_total", "outcome", "retry")),
                            page.sum("fleet_dead_letters_total"),
                            time(ages.quantile(0.5)),
                            time(ages.quantile(0.99)),
                            Lags.text(now.lags().getOrDefault(worker, Map.of()))));
        }
    }

    private void deadLetters() {
        MetricsPage desk = now.pages().get(Service.DEAD_LETTER_DESK);
        if (desk != null) {
            line("");
            line("dead letters that wait for a person: %.0f".formatted(desk.sum("fleet_desk_open_letters")));
        }
    }

    /** On the public port, answered with a code that begins so. */
    private double requests(Service service, MetricsPage page, String code) {
        return onPublicPort(service, page, "vertx_http_server_requests_total")
                .filter(sample -> sample.labels().getOrDefault("code", "").startsWith(code))
                .mapToDouble(Sample::value)
                .sum();
    }

    private String answerTime(Service service) {
        return time(difference(service, page -> answers(service, page, "sum"))
                / difference(service, page -> answers(service, page, "count")));
    }

    private double answers(Service service, MetricsPage page, String what) {
        return onPublicPort(service, page, "vertx_http_server_response_time_seconds_" + what)
                .mapToDouble(Sample::value)
                .sum();
    }

    private Stream<Sample> onPublicPort(Service service, MetricsPage page, String name) {
        var address = ":" + fleet.ports().of(service).http();
        return page.of(name)
                .filter(sample -> sample.labels().getOrDefault("local", "").endsWith(address));
    }

    private String rate(Service service, ToDoubleFunction<MetricsPage> counter) {
        return String.format(Locale.ROOT, "%.1f", difference(service, counter) / now.secondsSince(before));
    }

    /** What was counted between the two looks; all of it when the service has started in between. */
    private double difference(Service service, ToDoubleFunction<MetricsPage> counter) {
        double last = value(now.pages().get(service), counter);
        double first = value(before.pages().get(service), counter);
        return last >= first ? last - first : last;
    }

    private static double value(@Nullable MetricsPage page, ToDoubleFunction<MetricsPage> counter) {
        return page == null ? 0 : counter.applyAsDouble(page);
    }

    private static String time(double seconds) {
        if (Double.isNaN(seconds)) {
            return "-";
        }
        return seconds < 1
                ? String.format(Locale.ROOT, "%.0f ms", seconds * 1_000)
                : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
