package taskfleet.kit.service;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/**
 * Knows what the service leans on and whether each of it is there.
 *
 * <p>{@code /health/live}: the process answers. {@code /health/ready}: every part is there and the service isn't
 * stopping.
 */
public final class Health {
    private static final Duration AT_START = Duration.ofMillis(25);

    private final Vertx vertx;
    private final MeterRegistry metrics;
    private final Duration probeInterval;
    private final List<Dependency> dependencies = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    public Health(Vertx vertx, MeterRegistry metrics, Duration probeInterval) {
        this.vertx = vertx;
        this.metrics = metrics;
        this.probeInterval = probeInterval;
    }

    /** Adds something that the service can't work without, probed from now on. */
    public Dependency dependency(String name, Supplier<Future<?>> probe) {
        var dependency = new Dependency(name, probe);
        dependencies.add(dependency);
        Gauge.builder("fleet.dependency.up", dependency, it -> it.isUp() ? 1 : 0)
                .description("Whether what the service leans on is there")
                .tag("dependency", name)
                .register(metrics);
        probe(dependency);
        return dependency;
    }

    /** A start waits for the slowest of its parts, and not for the next look at it. */
    private void probe(Dependency dependency) {
        dependency.probe().onComplete(noted -> {
            var wait = dependency.hasEverBeenUp() ? probeInterval : AT_START;
            vertx.setTimer(wait.toMillis(), timer -> probe(dependency));
        });
    }

    /** From now on not ready, whatever the probes say: traffic goes elsewhere while the service stops. */
    public void stopping() {
        stopping = true;
    }

    public boolean isReady() {
        return !stopping && dependencies.stream().allMatch(Dependency::isUp);
    }

    public void mount(Router router) {
        router.get("/health/live").handler(context -> context.json(new JsonObject().put("status", "up")));
        router.get("/health/ready").handler(this::ready);
    }

    private void ready(RoutingContext context) {
        var body = new JsonObject().put("status", stopping ? "stopping" : isReady() ? "up" : "down");
        dependencies.forEach(dependency -> body.put(dependency.name(), dependency.state()));
        context.response().setStatusCode(isReady() ? 200 : 503);
        context.json(body);
    }
}
