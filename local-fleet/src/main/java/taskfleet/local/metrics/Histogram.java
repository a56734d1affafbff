package taskfleet.local.metrics;

import java.util.Map;
import java.util.TreeMap;

/** How long things took: cumulative counts by upper bound in seconds, as Prometheus has them. */
public record Histogram(TreeMap<Double, Double> countsByUpperBound) {

    public Histogram since(Histogram earlier) {
        var difference = new TreeMap<Double, Double>();
        countsByUpperBound.forEach(
                (bound, count) -> difference.put(bound, count - earlier.countsByUpperBound.getOrDefault(bound, 0.0)));
        return new Histogram(difference);
    }

    public Histogram plus(Histogram other) {
        var sum = new TreeMap<>(countsByUpperBound);
        other.countsByUpperBound.forEach((bound, count) -> sum.merge(bound, count, Double::sum));
        return new Histogram(sum);
    }

    public long count() {
        return countsByUpperBound.isEmpty()
                ? 0
                : Math.round(countsByUpperBound.lastEntry().getValue());
    }

    /** In seconds, linear within a bucket as Prometheus' histogram_quantile is; NaN when nothing was counted. */
    public double quantile(double fraction) {
        double rank = fraction * count();
        double lowerBound = 0;
        double below = 0;
        for (Map.Entry<Double, Double> bucket : countsByUpperBound.entrySet()) {
            double bound = bucket.getKey();
            double upTo = bucket.getValue();
            if (upTo >= rank && upTo > below) {
                return Double.isInfinite(bound)
                        ? lowerBound
                        : lowerBound + (bound - lowerBound) * (rank - below) / (upTo - below);
            }
            lowerBound = bound;
            below = upTo;
        }
        return Double.NaN;
    }

    /** Of all that was counted, the part that took at most this many seconds; exact only at a bucket's bound. */
    public double partWithin(double seconds) {
        Map.Entry<Double, Double> bucket = countsByUpperBound.floorEntry(seconds);
        return bucket == null || count() == 0 ? 0 : bucket.getValue() / count();
    }
}
