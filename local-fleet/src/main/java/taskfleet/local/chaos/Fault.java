package taskfleet.local.chaos;

import java.time.Duration;

/**
 * One thing that is done to one part.
 *
 * @param offset from the begin of the run, at the earliest
 * @param lasts how long it stays held or down; afterwards it goes on, or is started again
 */
record Fault(Duration offset, Kind kind, Target target, Duration lasts) {

    enum Kind {
        /** SIGKILL. */
        KILL("killed"),
        /** SIGSTOP, and SIGCONT at the end. */
        PAUSE("paused"),
        /** SIGTERM, and a new start. */
        RESTART("restarted"),
        /** SIGKILL, and a new start without its data. */
        WIPE("killed and its data wiped");

        private final String done;

        Kind(String done) {
            this.done = done;
        }
    }

    Duration end() {
        return offset.plus(lasts);
    }

    @Override
    public String toString() {
        String held = lasts.isZero() ? "" : " for %.1f s".formatted(lasts.toMillis() / 1000.0);
        return "%s: %s%s".formatted(target.name(), kind.done, held);
    }
}
