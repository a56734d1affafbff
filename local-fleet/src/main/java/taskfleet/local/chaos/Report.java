package taskfleet.local.chaos;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import taskfleet.local.chaos.check.Evidence;
import taskfleet.local.chaos.check.HandledAfter;
import taskfleet.local.chaos.check.Verdict;
import taskfleet.local.chaos.load.Traffic;
import taskfleet.local.chaos.load.WriteLoad;

/** What is told at the end of a run: what users saw, how much waited, and the verdict. */
record Report(Journal journal, WriteLoad load, Outboxes outboxes, List<Phase> phases) {

    void print(Evidence evidence, Verdict verdict) {
        journal.add("");
        journal.add("%-18s %8s %10s %10s %10s   %s".formatted("Requests", "number", "p50", "p99", "max", "outcomes"));
        phases.forEach(phase -> printTraffic(phase, load.traffic().between(phase.from(), phase.to())));
        journal.add("%-18s %8s %10s %10s %10s".formatted("Reminders", "fired", "p50", "p99", "max late"));
        phases.forEach(phase -> printLateness(phase, evidence.lateness(phase.from(), phase.to())));
        journal.add("%-18s %8s %10s %10s %10s".formatted("Events", "handled", "p50", "p99", "max after"));
        phases.forEach(phase -> HandledAfter.all(evidence)
                .forEach(worker -> printHandled(phase, worker, worker.of(phase.from(), phase.to()))));
        journal.add("Writes: %d begun, %d acknowledged, %d without a known outcome, %d not begun since all users waited"
                .formatted(
                        load.started(),
                        load.ledger().acknowledged().size(),
                        load.ledger().unknown().size(),
                        load.skipped()));
        journal.add("Events that waited in the outboxes at most: " + outboxes.peak());
        journal.add("");
        verdict.lines().forEach(journal::add);
    }

    private void printTraffic(Phase phase, Traffic.View view) {
        String outcomes = view.byOutcome().entrySet().stream()
                .map(outcome -> "%s: %d".formatted(outcome.getKey(), outcome.getValue()))
                .collect(Collectors.joining(", "));
        journal.add(row(phase.name(), view.durations()) + "   " + outcomes);
    }

    private void printLateness(Phase phase, List<Duration> late) {
        if (!late.isEmpty()) {
            journal.add(row(phase.name(), late));
        }
    }

    private void printHandled(Phase phase, HandledAfter worker, List<Duration> after) {
        if (!after.isEmpty()) {
            journal.add(row(phase.name(), after) + "   by " + worker.worker());
        }
    }

    private static String row(String name, List<Duration> sorted) {
        return "  %-16s %8d %10s %10s %10s"
                .formatted(
                        name,
                        sorted.size(),
                        milliseconds(Traffic.quantile(sorted, 0.5)),
                        milliseconds(Traffic.quantile(sorted, 0.99)),
                        milliseconds(Traffic.quantile(sorted, 1)));
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%,d ms", duration.toMillis());
    }
}
