package taskfleet.local.command;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import taskfleet.local.StartListener;

/** Shows how the start goes on: a line for each part that is ready, and on a terminal a last line of those that aren't. */
final class StartBoard implements StartListener {

    private static final long REFRESH_MILLISECONDS = 200;

    private final PrintStream out;
    private final boolean terminal;
    private final Map<String, Long> starting = new TreeMap<>();
    private final Thread refresher;

    StartBoard(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
        this.refresher = Thread.ofVirtual().unstarted(this::refresh);
        if (terminal) {
            refresher.start();
        }
    }

    @Override
    public synchronized void starting(String part) {
        starting.put(part, System.nanoTime());
        drawWaiting();
    }

    @Override
    public synchronized void ready(String part, String address, Duration took) {
        starting.remove(part);
        clearLine();
        out.printf(Locale.ROOT, "  %-18s ready after %4.1f s   %s%n", part, took.toMillis() / 1000.0, address);
        drawWaiting();
    }

    /** The start is over, well or not. */
    synchronized void end() {
        refresher.interrupt();
        starting.clear();
        clearLine();
        out.flush();
    }

    private void refresh() {
        try {
            while (true) {
                Thread.sleep(REFRESH_MILLISECONDS);
                drawWaiting();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // the end of the start
        }
    }

    private synchronized void drawWaiting() {
        if (terminal && !starting.isEmpty()) {
            long now = System.nanoTime();
            String waiting = starting.entrySet().stream()
                    .map(part -> "%s %d s".formatted(part.getKey(), (now - part.getValue()) / 1_000_000_000))
                    .collect(Collectors.joining(", "));
            clearLine();
            out.print("  starting: " + waiting);
            out.flush();
        }
    }

    private void clearLine() {
        if (terminal) {
            out.print("\r\033[K");
        }
    }
}
