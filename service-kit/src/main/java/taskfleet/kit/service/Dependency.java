package taskfleet.kit.service;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something outside the process that the service needs, with what is known of it. */
public final class Dependency {
    private static final Logger log = LoggerFactory.getLogger(Dependency.class);

    private final String name;
    private final Supplier<Future<?>> probe;
    private volatile String state = "unknown";
    private volatile boolean everUp;

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

    boolean hasEverBeenUp() {
        return everUp;
    }

    /** Looks once; succeeds when the answer is noted, whatever it is. */
    Future<?> probe() {
        return attempt().transform(answer -> {
            turn(answer.succeeded() ? "up" : "down: " + reason(answer.cause()));
            return Future.succeededFuture();
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
        everUp |= isUp();
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
