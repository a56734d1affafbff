package taskfleet.kit.dapr;

import io.dapr.exceptions.DaprException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A call to the sidecar that did not come through. */
public final class SidecarException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final Set<String> AWAY =
            Set.of("UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED", "UNKNOWN", "ERR_DIRECT_INVOKE");

    private static final Set<String> STATE_AWAY =
            Stream.concat(AWAY.stream(), Stream.of("INTERNAL")).collect(Collectors.toUnmodifiableSet());

    private final boolean away;

    private SidecarException(String call, Throwable cause, boolean away) {
        super("%s: %s".formatted(call, cause.getMessage()), cause);
        this.away = away;
    }

    /** For tests, and for callers that find the sidecar gone by other means. */
    public static SidecarException away(String call, String why) {
        return new SidecarException(call, new TimeoutException(why), true);
    }

    static SidecarException of(String call, Throwable cause) {
        return of(call, cause, AWAY);
    }

    /** Of a state store: the sidecar says the same of a database that is away as of anything else that it can't explain. */
    static SidecarException ofState(String call, Throwable cause) {
        return of(call, cause, STATE_AWAY);
    }

    private static SidecarException of(String call, Throwable cause, Set<String> awayCodes) {
        boolean refused =
                cause instanceof DaprException answer && !awayCodes.contains(String.valueOf(answer.getErrorCode()));
        return new SidecarException(call, cause, !refused);
    }

    /** True when the sidecar, or what it leads to, could not be reached: the same call will go through later. */
    public boolean isAway() {
        return away;
    }
}
