package taskfleet.local.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import taskfleet.local.process.FleetFailure;

/** What one worker has counted since its start, read from its Prometheus page. */
record WorkerMetrics(TreeMap<String, Double> deliveriesByType, AgeHistogram ages) {

    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)\\{([^}]*)} (\\S+)$", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("type=\"([^\"]+)\"");
    private static final Pattern UPPER_BOUND = Pattern.compile("le=\"([^\"]+)\"");

    static WorkerMetrics read(URI page) {
        try {
            return parse(CLIENT.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new FleetFailure("metrics: %s doesn't answer".formatted(page), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("metrics: interrupted", e);
        }
    }

    static WorkerMetrics parse(String page) {
        var deliveries = new TreeMap<String, Double>();
        var buckets = new TreeMap<Double, Double>();
        Matcher sample = SAMPLE.matcher(page);
        while (sample.find()) {
            String labels = sample.group(2);
            double value = Double.parseDouble(sample.group(3));
            switch (sample.group(1)) {
                case "fleet_deliveries_total" -> deliveries.merge(label(TYPE, labels), value, Double::sum);
                case "fleet_event_age_seconds_bucket" ->
                    buckets.merge(upperBound(label(UPPER_BOUND, labels)), value, Double::sum);
                default -> {}
            }
        }
        return new WorkerMetrics(deliveries, new AgeHistogram(buckets));
    }

    /** Attempts at events of this type since {@code earlier}, whatever their outcome. */
    long deliveriesSince(WorkerMetrics earlier, String type) {
        return Math.round(deliveriesByType.getOrDefault(type, 0.0) - earlier.deliveriesByType.getOrDefault(type, 0.0));
    }

    private static String label(Pattern pattern, String labels) {
        Matcher matcher = pattern.matcher(labels);
        return matcher.find() ? matcher.group(1) : "";
    }

    private static double upperBound(String bound) {
        return bound.equals("+Inf") ? Double.POSITIVE_INFINITY : Double.parseDouble(bound);
    }
}
