package taskfleet.local.process;

import java.util.List;

/** Something that a person has to put right; its message says what, and what to do, and is shown without a stack trace. */
public final class FleetFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public FleetFailure(String message) {
        super(message);
    }

    public FleetFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static FleetFailure diedWhileStarting(ChildProcess process) {
        return new FleetFailure("%s: ended with exit code %d while starting%s"
                .formatted(process.name(), process.exitCode(), lastLines(process)));
    }

    static FleetFailure notReadyInTime(ChildProcess process, String waitedFor, long seconds) {
        return new FleetFailure("%s: not ready after %d s (expected: %s)%s"
                .formatted(process.name(), seconds, waitedFor, lastLines(process)));
    }

    private static String lastLines(ChildProcess process) {
        List<String> lines = process.log().lastLines(20);
        return "%nThe last lines of %s:%n%s"
                .formatted(
                        process.log().path(),
                        String.join(System.lineSeparator(), lines).indent(2));
    }
}
