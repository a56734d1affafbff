package taskfleet.kit.service;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Knows what the service leans on and whether each of it is there.
 *
 * <p>{@code /health/live}: the process answers. {@code /health/ready}: every part is there and the service isn't
 * stopping. {@code /health/dependencies}: every part but the sidecar is there; it is the sidecar that asks this one, to
 * hold back events while they could not be handled, so its own absence must not count.
 */
public final class Health {
    private final Vertx vertx;
    private final Duration probeInterval;
    private final List<Dependency> dependencies = new CopyOnWriteArrayList<>();
    private volatile boolean stopping;

    public Health(Vertx vertx, Duration probeInterval) {
        this.vertx = vertx;
        this.probeInterval = probeInterval;
    }

    /** Adds something that the service can't handle events without, probed from now on. */
    public Dependency dependency(String name, Supplier<Future<?>> probe) {
        return watch(new Dependency(name, false, probe));
    }

    /** Adds the sidecar: it counts for readiness only. */
    public Dependency sidecar(Supplier<Future<?>> probe) {
        return watch(new Dependency("sidecar", true, probe));
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
        serve(router, "/health/ready", dependency -> true);
        serve(router, "/health/dependencies", dependency -> !dependency.isSidecar());
    }

    private Dependency watch(Dependency dependency) {
        dependencies.add(dependency);
        dependency.probe();
        vertx.setPeriodic(probeInterval.toMillis(), timer -> dependency.probe());
        return dependency;
    }

    private void serve(Router router, String path, Predicate<Dependency> counts) {
        router.get(path).handler(context -> {
            var counted = dependencies.stream().filter(counts).toList();
            boolean up = !stopping && counted.stream().allMatch(Dependency::isUp);
            var body = new JsonObject().put("status", stopping ? "stopping" : up ? "up" : "down");
            counted.forEach(dependency -> body.put(dependency.name(), dependency.state()));
            context.response().setStatusCode(up ? 200 : 503);
            context.json(body);
        });
    }
}
