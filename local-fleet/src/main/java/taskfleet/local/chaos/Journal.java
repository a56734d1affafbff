package taskfleet.local.chaos;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What happened when, printed as it happens and kept for the report. */
final class Journal {

    private final PrintStream out;
    private final Instant begin = Instant.now();
    private final List<String> lines = new ArrayList<>();

    Journal(PrintStream out) {
        this.out = out;
    }

    Instant begin() {
        return begin;
    }

    Duration elapsed() {
        return Duration.between(begin, Instant.now());
    }

    /** With its time since the begin of the run. */
    synchronized void note(String event) {
        add(String.format(Locale.ROOT, "%+8.1f s  %s", elapsed().toMillis() / 1000.0, event));
    }

    /** A line of a table, say. */
    synchronized void add(String line) {
        lines.add(line);
        out.println(line);
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }
}
