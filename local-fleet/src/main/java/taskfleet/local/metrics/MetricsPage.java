package taskfleet.local.metrics;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import taskfleet.local.FleetRecord;
import taskfleet.local.Service;
import taskfleet.local.process.FleetFailure;

/** What one service has counted since its start: its page in Prometheus' text format. */
public record MetricsPage(List<Sample> samples) {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)\\{([^}]*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");

    /** One number of a series. */
    public record Sample(String name, Map<String, String> labels, double value) {}

    /** Of a service's first replica; fails when it doesn't answer. */
    public static MetricsPage read(FleetRecord fleet, Service service) {
        return read(URI.create("http://127.0.0.1:" + fleet.ports().of(service).internal()));
    }

    /** Of whoever listens there; fails when nobody answers. */
    public static MetricsPage read(URI internalUrl) {
        URI page = internalUrl.resolve("/metrics");
        var request = HttpRequest.newBuilder(page).timeout(TIMEOUT).build();
        try {
            return parse(CLIENT.send(request, BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new FleetFailure("metrics: %s doesn't answer".formatted(page), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("metrics: interrupted", e);
        }
    }

    public static MetricsPage parse(String page) {
        var samples = new ArrayList<Sample>();
        var sample = SAMPLE.matcher(page);
        while (sample.find()) {
            samples.add(new Sample(sample.group(1), labels(sample.group(2)), number(sample.group(3))));
        }
        return new MetricsPage(samples);
    }

    /** Those of a metric. */
    public Stream<Sample> of(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }

    /** Of all series of a metric; 0 without any. */
    public double sum(String name) {
        return of(name).mapToDouble(Sample::value).sum();
    }

    /** Of those of its series that have this label. */
    public double sum(String name, String label, String value) {
        return of(name).filter(sample -> value.equals(sample.labels().get(label)))
                .mapToDouble(Sample::value)
                .sum();
    }

    /** Of all its series together. */
    public Histogram histogram(String name) {
        var counts = new TreeMap<Double, Double>();
        of(name + "_bucket")
                .forEach(bucket ->
                        counts.merge(number(bucket.labels().getOrDefault("le", "+Inf")), bucket.value(), Double::sum));
        return new Histogram(counts);
    }

    private static Map<String, String> labels(String text) {
        var labels = new HashMap<String, String>();
        var label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }

    private static double number(String text) {
        return text.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(text);
    }
}
