package taskfleet.kit.dapr;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Set;

/**
 * Checks that the sidecar is new enough and really holds the service's subscriptions: one that missed {@code
 * /dapr/subscribe} stays silent for ever, and looks healthy.
 */
public final class SidecarProbe {
    private static final int[] OLDEST_VERSION = {1, 18, 2};

    private final Sidecar sidecar;
    private final Set<String> topics;

    public SidecarProbe(Sidecar sidecar, Set<String> topics) {
        this.sidecar = sidecar;
        this.topics = topics;
    }

    public Future<?> probe() {
        return sidecar.metadata().compose(this::check);
    }

    private Future<?> check(Sidecar.Metadata metadata) {
        if (isOlder(metadata.runtimeVersion())) {
            return Future.failedFuture("runtimeVersion: %s (expected: %s or newer, older ones lose events at shutdown)"
                    .formatted(metadata.runtimeVersion(), version()));
        }
        if (!metadata.topics().containsAll(topics)) {
            return Future.failedFuture("subscriptions: %s (expected: %s)".formatted(metadata.topics(), topics));
        }
        return Future.succeededFuture();
    }

    /** A version that isn't of numbers is a build of its own: its maker knows. */
    static boolean isOlder(String version) {
        var numbers = version.replaceFirst("^v", "").replaceFirst("[-+].*", "");
        if (!numbers.matches("\\d+\\.\\d+\\.\\d+")) {
            return false;
        }
        int[] parts = Arrays.stream(numbers.split("\\.", -1))
                .mapToInt(Integer::parseInt)
                .toArray();
        return Arrays.compare(parts, OLDEST_VERSION) < 0;
    }

    private static String version() {
        return "%d.%d.%d".formatted(OLDEST_VERSION[0], OLDEST_VERSION[1], OLDEST_VERSION[2]);
    }
}
