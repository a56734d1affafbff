package taskfleet.local.bench;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import taskfleet.local.process.FleetFailure;

/** The first of many that may fail at the same time: a figure with a failed request in it is none. */
final class Failure {

    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();

    void note(@Nullable Throwable failure) {
        if (failure != null) {
            first.compareAndSet(null, failure);
        }
    }

    boolean isNone() {
        return first.get() == null;
    }

    void raise() {
        Throwable failure = first.get();
        if (failure != null) {
            throw new FleetFailure("load: a request failed (%s)".formatted(failure), failure);
        }
    }
}
