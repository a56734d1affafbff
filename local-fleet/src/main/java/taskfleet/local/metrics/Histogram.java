package taskfleet.local.bench;

import java.util.Map;
import java.util.TreeMap;

/** How old events were when their handling ended: cumulative counts by upper bound in seconds, as Prometheus has them. */
record AgeHistogram(TreeMap<Double, Double> countsByUpperBound) {

    AgeHistogram since(AgeHistogram earlier) {
        var difference = new TreeMap<Double, Double>();
        countsByUpperBound.forEach(
                (bound, count) -> difference.put(bound, count - earlier.countsByUpperBound.getOrDefault(bound, 0.0)));
        return new AgeHistogram(difference);
    }

    long count() {
        return countsByUpperBound.isEmpty()
                ? 0
                : Math.round(countsByUpperBound.lastEntry().getValue());
    }

    /** In seconds, linear within a bucket as Prometheus' histogram_quantile is; NaN without events. */
    double quantile(double fraction) {
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

    /** Of all events, the part that was handled within this many seconds; exact only at a bucket's bound. */
    double partWithin(double seconds) {
        Map.Entry<Double, Double> bucket = countsByUpperBound.floorEntry(seconds);
        return bucket == null || count() == 0 ? 0 : bucket.getValue() / count();
    }
}
