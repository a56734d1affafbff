package taskfleet.local.top;

import java.io.PrintStream;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import taskfleet.local.FleetRecord;

/** The live view: one page, written over on a terminal, one after the other elsewhere. */
public final class Top {

    private static final Duration REFRESH = Duration.ofSeconds(1);
    private static final String CLEAR = "\033[H\033[J";

    private final FleetRecord fleet;
    private final PrintStream out;
    private final boolean terminal;

    public Top(FleetRecord fleet, PrintStream out, boolean terminal) {
        this.fleet = fleet;
        this.out = out;
        this.terminal = terminal;
    }

    /** Shows so many pages, one a second. */
    public void show(int pages) throws InterruptedException {
        try (var lags = new Lags(fleet)) {
            FleetLook before = FleetLook.at(fleet, lags);
            for (int page = 0; page < pages; page++) {
                Thread.sleep(REFRESH);
                FleetLook now = FleetLook.at(fleet, lags);
                out.print((terminal ? CLEAR : "")
                        + LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + "\n"
                        + LiveView.of(fleet, before, now) + (terminal ? "" : "\n"));
                out.flush();
                before = now;
            }
        }
    }
}
