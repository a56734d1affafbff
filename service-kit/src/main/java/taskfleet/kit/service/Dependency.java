package taskfleet.kit.service;

import io.vertx.core.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something outside the process that the service needs, with what is known of it. */
public final class Dependency {
    private static final Logger log = LoggerFactory.getLogger(Dependency.class);

    private final String name;
    private final Supplier<Future<?>> probe;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile String state = "unknown";

    Dependency(String name, Supplier<Future<?>> probe) {
        this.name = name;
        this.probe = probe;
    }

    public String name() {
        return name;
    }

    /** {@code up}, or why it isn't. */
    public String state() {
        return state;
    }

    public boolean isUp() {
        return state.equals("up");
    }

    void probe() {
        if (!probing.compareAndSet(false, true)) {
            return; // the last one is still waiting for its answer
        }
        attempt().onComplete(answer -> {
            probing.set(false);
            turn(answer.succeeded() ? "up" : "down: " + reason(answer.cause()));
        });
    }

    private Future<?> attempt() {
        try {
            return probe.get();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void turn(String next) {
        boolean wasUp = isUp();
        boolean first = state.equals("unknown");
        state = next;
        if (isUp() && !wasUp) {
            log.info("{} is there", name);
        } else if (!isUp() && (wasUp || first)) {
            log.warn("{} is away, probing on ({})", name, next);
        }
    }

    private static String reason(Throwable cause) {
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
