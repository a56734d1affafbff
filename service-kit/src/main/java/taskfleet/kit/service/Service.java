package taskfleet.kit.service;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.micrometer.Label;
import io.vertx.micrometer.MetricsDomain;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.config.Settings;
import taskfleet.kit.logging.ServiceLog;
import taskfleet.kit.tracing.Tracing;

/** One running service: what its parts share, and the order in which they stop (the reverse of their start). */
public final class Service implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final String name;
    private final Settings settings;
    private final Clock clock;
    private final Tracing tracing;
    private final PrometheusMeterRegistry metrics;
    private final Vertx vertx;
    private final Health health;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private Service(String name, Settings settings, Clock clock) {
        this.name = name;
        this.settings = settings;
        this.clock = clock;
        this.tracing = Tracing.of(name, settings);
        this.metrics = registry(name, tracing);
        this.vertx = vertx(metrics, tracing);
        this.health = new Health(vertx, metrics, settings.duration("HEALTH_PROBE_INTERVAL", Duration.ofSeconds(1)));
    }

    /** Wires the parts of one service together, in the order of their start. */
    @FunctionalInterface
    public interface Wiring {
        void wire(Service service);
    }

    /** The body of every {@code main}: runs the service until the process is told to stop. */
    public static void run(String name, Wiring wiring) {
        long started = System.nanoTime();
        ServiceLog.begin(name);
        try {
            var service = start(name, Settings.of(System.getenv()), Clock.systemUTC(), wiring);
            // The hook returns only when all has stopped: the JVM halts as soon as its hooks are done.
            Runtime.getRuntime().addShutdownHook(new Thread(service::close, "stop"));
            log.info(
                    "{} started in {} ms",
                    name,
                    Duration.ofNanos(System.nanoTime() - started).toMillis());
        } catch (Settings.InvalidSettings e) {
            log.error("{} can't start: {}", name, e.getMessage());
            System.exit(2);
        } catch (Exception e) { // an awaited future throws checked ones too, such as a port that is taken
            log.error("{} can't start", name, e);
            System.exit(1);
        }
    }

    /** Starts a service inside this process: what {@link #run} does, and what tests do. */
    public static Service start(String name, Settings settings, Clock clock, Wiring wiring) {
        var service = new Service(name, settings, clock);
        try {
            wiring.wire(service);
            return service;
        } catch (Exception e) {
            service.close();
            throw e;
        }
    }

    public String name() {
        return name;
    }

    public Settings settings() {
        return settings;
    }

    public Clock clock() {
        return clock;
    }

    public Tracing tracing() {
        return tracing;
    }

    public PrometheusMeterRegistry metrics() {
        return metrics;
    }

    public Vertx vertx() {
        return vertx;
    }

    public Health health() {
        return health;
    }

    /** Takes charge of a part that has been started: it stops before all that were taken earlier. */
    public <T extends AutoCloseable> T use(T part) {
        parts.push(part);
        return part;
    }

    /** Deploys a verticle on virtual threads, so that its handlers may wait, and waits until it has started. */
    public void deploy(Supplier<Deployable> verticle, int instances) {
        var options = new DeploymentOptions()
                .setThreadingModel(ThreadingModel.VIRTUAL_THREAD)
                .setInstances(instances);
        var id = vertx.deployVerticle(verticle, options).await();
        use(() -> vertx.undeploy(id).await());
    }

    /** The routes that every service has on its internal port. */
    public void mountOperations(Router router) {
        health.mount(router);
        router.get("/metrics").handler(this::scrape);
    }

    /** In the form of OpenMetrics, the only one with exemplars, for those who ask for it as Prometheus does. */
    private void scrape(RoutingContext context) {
        var accept = context.request().getHeader(HttpHeaders.ACCEPT);
        var form = accept != null && accept.contains("application/openmetrics-text") ? OPEN_METRICS : TEXT;
        context.response().putHeader(HttpHeaders.CONTENT_TYPE, form).end(metrics.scrape(form));
    }

    @Override
    public void close() {
        log.info("{} stops", name);
        health.stopping();
        while (!parts.isEmpty()) {
            stop(parts.pop());
        }
        stop(() -> vertx.close().await());
        stop(tracing);
        log.info("{} has stopped", name);
    }

    /** One part that fails to stop must not keep the others running. */
    private void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            log.warn("{}: a part failed to stop", name, e);
        }
    }

    private static Vertx vertx(PrometheusMeterRegistry metrics, Tracing tracing) {
        var options = new MicrometerMetricsOptions()
                .setEnabled(true)
                .setDisabledMetricsCategories(disabledDomains())
                .setLabels(
                        EnumSet.of(Label.HTTP_METHOD, Label.HTTP_CODE, Label.HTTP_ROUTE, Label.LOCAL, Label.POOL_NAME));
        return Vertx.builder()
                .with(new VertxOptions().setMetricsOptions(options))
                .withMetrics(new MicrometerMetricsFactory(metrics))
                .withTracer(tracing.ofVertx())
                .build();
    }

    /** Of connections and of clients nothing is told: their labels have no bounds. */
    private static Set<String> disabledDomains() {
        return Stream.of(
                        MetricsDomain.NET_CLIENT,
                        MetricsDomain.NET_SERVER,
                        MetricsDomain.HTTP_CLIENT,
                        MetricsDomain.EVENT_BUS)
                .map(MetricsDomain::toCategory)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static PrometheusMeterRegistry registry(String name, Tracing tracing) {
        var metrics = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT,
                new PrometheusRegistry(),
                io.micrometer.core.instrument.Clock.SYSTEM,
                tracing.ofMeasurements());
        metrics.config().commonTags("service", name);
        new ClassLoaderMetrics().bindTo(metrics);
        new JvmMemoryMetrics().bindTo(metrics);
        new JvmThreadMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        bindCollections(metrics);
        return metrics;
    }

    @SuppressWarnings("resource") // listens to the collector for as long as the process lives
    private static void bindCollections(PrometheusMeterRegistry metrics) {
        new JvmGcMetrics().bindTo(metrics);
    }
}
