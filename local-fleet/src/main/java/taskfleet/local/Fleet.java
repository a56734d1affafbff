package taskfleet.local;

import java.nio.channels.FileChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import taskfleet.local.Ports.ServicePorts;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.FleetFailure;
import taskfleet.local.process.RunDirectory;

/** A fleet that is up: Postgres, Kafka, the Dapr scheduler, and each service beside its sidecar. */
public final class Fleet implements AutoCloseable {

    private final FleetOptions options;
    private final FileChannel lock;
    private final SharedParts shared;
    private final Map<Service, RunningService> services = new EnumMap<>(Service.class);
    private final AtomicReference<@Nullable RuntimeException> firstFailure = new AtomicReference<>();
    private final ReentrantLock stopping = new ReentrantLock();

    private Fleet(FleetOptions options, FileChannel lock, SharedParts shared) {
        this.options = options;
        this.lock = lock;
        this.shared = shared;
    }

    /** Starts a fleet and waits until all of it is ready; when something fails, what was started is stopped again. */
    public static Fleet start(FleetOptions options) {
        Fleet fleet = prepare(options);
        try {
            fleet.startAll();
            return fleet;
        } catch (RuntimeException e) {
            fleet.close();
            throw e;
        }
    }

    /** Everything short of starting a program: refuses what can't go well. */
    public static Fleet prepare(FleetOptions options) {
        var directory = new FleetDirectory(options.directory());
        FileChannel lock = directory.lock();
        try {
            directory.requireSpace();
            RunDirectory runDirectory = RunDirectory.in(options.directory());
            runDirectory.stopLeftovers();
            runDirectory.prepare();
            options.ports().requireFree(options.services());
            return new Fleet(options, lock, SharedParts.of(options, runDirectory));
        } catch (RuntimeException e) {
            directory.release(lock);
            throw e;
        }
    }

    public void startAll() {
        FleetRecord.write(options);
        for (Service service : options.services()) {
            var replica = new ServiceReplica(service, 1, options.ports().of(service), shared);
            services.put(service, new RunningService(service, replica));
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var postgres = CompletableFuture.runAsync(() -> start(shared.postgres()), threads);
            var kafka = CompletableFuture.runAsync(() -> start(shared.kafka()), threads);
            var scheduler = CompletableFuture.runAsync(() -> start(shared.scheduler()), threads);
            // A sidecar gives up when a component of its is away; a service waits for what it needs.
            var forSidecars = CompletableFuture.allOf(postgres, kafka, scheduler);
            List<CompletableFuture<Void>> all = new ArrayList<>(List.of(postgres, kafka, scheduler));
            for (RunningService service : services.values()) {
                all.add(postgres.thenRunAsync(() -> service.replica().startProcess(), threads)
                        .thenCombine(forSidecars, (_, _) -> service.replica())
                        .thenAcceptAsync(this::start, threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw Objects.requireNonNullElse(firstFailure.get(), e);
        }
    }

    /** A failure stops the fleet at once, so that nobody waits for parts that now may never be ready. */
    private void start(Part part) {
        options.listener().starting(part.name());
        long started = System.nanoTime();
        try {
            part.start();
        } catch (RuntimeException e) {
            firstFailure.compareAndSet(null, e);
            stop();
            throw e;
        }
        options.listener().ready(part.name(), part.address(), Duration.ofNanos(System.nanoTime() - started));
    }

    public RunningService service(String name) {
        RunningService service = services.get(Service.named(name));
        if (service == null) {
            throw new FleetFailure("service: %s was not started in this fleet".formatted(name));
        }
        return service;
    }

    public Collection<RunningService> services() {
        return List.copyOf(services.values());
    }

    /** One more replica of a service with a sidecar of its own, ready when this returns. */
    public ServiceReplica addReplica(String name) {
        ServiceReplica replica = newReplica(name);
        start(replica);
        return replica;
    }

    /** One more replica of a service, of which nothing runs yet. */
    public ServiceReplica newReplica(String name) {
        RunningService service = service(name);
        var replica = new ServiceReplica(service.service(), service.nextNumber(), ServicePorts.free(), shared);
        service.add(replica);
        return replica;
    }

    /** Stops a replica for good. */
    public void removeReplica(String name, ServiceReplica replica) {
        replica.stop();
        service(name).remove(replica);
    }

    public PostgresServer postgres() {
        return shared.postgres();
    }

    public KafkaBroker kafka() {
        return shared.kafka();
    }

    public SchedulerServer scheduler() {
        return shared.scheduler();
    }

    public RunDirectory runDirectory() {
        return shared.runDirectory();
    }

    /** All that were started, running or ended. */
    public List<ChildProcess> processes() {
        Stream<Part> sharedParts = Stream.of(shared.postgres(), shared.kafka(), shared.scheduler());
        Stream<Part> replicas = services.values().stream().flatMap(service -> service.replicas().stream());
        return Stream.concat(sharedParts, replicas)
                .flatMap(part -> part.processes().stream())
                .toList();
    }

    /** A development token of {@code user}, as the services accept it. */
    public String token(String user, String... roles) {
        return DevelopmentToken.of(user, List.of(roles), Clock.systemUTC());
    }

    /** Calls of {@code user} to the public API of a service's first replica. */
    public ApiClient client(String service, String user, String... roles) {
        return service(service).replica().client(user, roles);
    }

    /** The token by which the sidecar routes of a service know a sidecar (header {@code dapr-api-token}). */
    public String appApiToken() {
        return LocalSettings.APP_API_TOKEN;
    }

    /** Stops everything, in the reverse order of the start. */
    @Override
    public void close() {
        stop();
        FleetRecord.delete(options.directory());
        new FleetDirectory(options.directory()).release(lock);
    }

    private void stop() {
        stopping.lock();
        try {
            stopAll(services.values().stream()
                    .flatMap(service -> service.replicas().stream())
                    .toList());
            stopAll(List.of(shared.scheduler(), shared.kafka()));
            stopAll(List.of(shared.postgres()));
        } finally {
            stopping.unlock();
        }
    }

    private static void stopAll(List<? extends Part> parts) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            parts.forEach(part -> threads.execute(part::stop));
        }
    }
}
