package taskfleet.local.chaos.load;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Every request of a run: when it was sent, what came of it, and how long that took. */
public final class Traffic {

    /** One request; {@code outcome} is the status of its answer, or why there was none. */
    public record Request(Instant sentAt, String outcome, Duration took) {}

    private final Collection<Request> requests = new ConcurrentLinkedQueue<>();

    void note(Instant sentAt, String outcome, Duration took) {
        requests.add(new Request(sentAt, outcome, took));
    }

    /** What users saw within a time, the quickest answer first. */
    public record View(List<Request> byDuration) {

        public int requests() {
            return byDuration.size();
        }

        public SortedMap<String, Long> byOutcome() {
            return byDuration.stream()
                    .collect(Collectors.groupingBy(Request::outcome, TreeMap::new, Collectors.counting()));
        }

        public List<Duration> durations() {
            return byDuration.stream().map(Request::took).toList();
        }

        /** Those that were not answered well; 404 and 409 are good answers to users whose tasks workers touch too. */
        public List<Request> failed() {
            return byDuration.stream()
                    .filter(request -> !request.outcome().matches("2..|404|409"))
                    .toList();
        }
    }

    public View between(Instant from, Instant to) {
        return new View(requests.stream()
                .filter(request ->
                        !request.sentAt().isBefore(from) && request.sentAt().isBefore(to))
                .sorted(Comparator.comparing(Request::took))
                .toList());
    }

    /** The time within which this part of them ended; zero without any. */
    public static Duration quantile(List<Duration> sorted, double part) {
        return sorted.isEmpty()
                ? Duration.ZERO
                : sorted.get((int) Math.min(sorted.size() - 1L, (long) (part * sorted.size())));
    }
}
