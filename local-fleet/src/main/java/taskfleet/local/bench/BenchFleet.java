package taskfleet.local.bench;

import io.vertx.core.Vertx;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import taskfleet.local.Fleet;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetOptions;
import taskfleet.local.Service;
import taskfleet.local.ServiceReplica;
import taskfleet.local.metrics.MetricsPage;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.FleetFailure;

/** A fleet of its own, whose parts are stopped and started so that one at a time can be measured. */
final class BenchFleet implements AutoCloseable {

    static final int PARTITIONS = 6;
    static final String PUBSUB = "kafka-pubsub";
    static final String TASKS = "tasks";

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);
    private static final Duration LETTING_GO = Duration.ofSeconds(60);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final Fleet fleet;
    private final FleetDirectory directory;
    private final Vertx vertx = Vertx.vertx();
    private final Admin admin;

    private BenchFleet(Fleet fleet, FleetDirectory directory) {
        this.fleet = fleet;
        this.directory = directory;
        this.admin = Admin.create(
                Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, fleet.kafka().bootstrapServers()));
    }

    static BenchFleet start() {
        FleetOptions options = FleetOptions.isolatedRun("bench");
        return new BenchFleet(Fleet.start(options), new FleetDirectory(options.directory()));
    }

    Fleet fleet() {
        return fleet;
    }

    /** For those who call the fleet. */
    Vertx vertx() {
        return vertx;
    }

    /** Users of task-api, so many in each of the first partitions. */
    HttpLoad load(int partitions, int usersEach) {
        return load(usersIn(partitions, usersEach));
    }

    HttpLoad load(List<String> users) {
        return new HttpLoad(vertx, taskApi().url(), users);
    }

    ServiceReplica replica(Service service) {
        return fleet.service(service.serviceName()).replica();
    }

    ServiceReplica taskApi() {
        return replica(Service.TASK_API);
    }

    /** Workers get no events then; their processes go on, warm. */
    void stopWorkerSidecars() {
        stopSidecars(Service.WORKERS);
    }

    /** Without its sidecar task-api publishes nothing: events stay in the outbox. */
    void stopAllSidecars() {
        stopSidecars(Stream.concat(Stream.of(Service.TASK_API), Service.WORKERS.stream())
                .toList());
    }

    /** At once: each takes its seven seconds. */
    private void stopSidecars(List<Service> services) {
        services.forEach(service -> replica(service).sidecarProcess().requestStop());
        services.forEach(this::stopSidecar);
    }

    void startWorkerSidecars() {
        Service.WORKERS.forEach(worker -> replica(worker).startSidecar());
        Service.WORKERS.forEach(worker -> replica(worker).awaitReady());
    }

    void stopSidecar(Service service) {
        stop(replica(service).sidecarProcess());
    }

    static void stop(ChildProcess process) {
        process.stop(STOP_PATIENCE);
    }

    /** A replica of which nothing runs, with a consumer's rights to the topic: for the subscriber that does nothing. */
    ServiceReplica emptyPlace() {
        return fleet.newReplica(Service.RECURRING_WORKER.serviceName());
    }

    void startAllSidecars() {
        taskApi().start();
        startWorkerSidecars();
    }

    MetricsPage metrics(Service service) {
        return MetricsPage.read(replica(service).internalUrl());
    }

    /** Attempts at events that the worker has made since it started. */
    long handled(Service worker) {
        return Math.round(metrics(worker).sum("fleet_deliveries_total"));
    }

    /** Events that task-api has not published yet. */
    long waitingInOutbox() {
        try (var connection = fleet.postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM task.outbox")) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new FleetFailure("postgres: " + e.getMessage(), e);
        }
    }

    void execute(String... statements) {
        try (var connection = fleet.postgres().connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new FleetFailure("postgres: " + e.getMessage(), e);
        }
    }

    /** How many events the topic {@code tasks} has ever got. */
    long published() {
        return ends().values().stream().mapToLong(OffsetAndMetadata::offset).sum();
    }

    /** How many events of the topic {@code tasks} the worker hasn't handled yet. */
    long lag(Service worker) {
        try {
            var handled = admin.listConsumerGroupOffsets(worker.serviceName())
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends().entrySet().stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata offset = handled.get(end.getKey());
                        return end.getValue().offset() - (offset == null ? 0 : offset.offset());
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new FleetFailure("kafka: doesn't answer", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Has a worker without a sidecar go on behind all that is there now. */
    void skipToEnd(Service worker) {
        moveTo(worker, ends());
    }

    /** Has a worker without a sidecar go on there. */
    void moveTo(Service worker, Map<TopicPartition, OffsetAndMetadata> offsets) {
        await("kafka has let go of " + worker.serviceName(), LETTING_GO, () -> isMoved(worker.serviceName(), offsets));
    }

    private boolean isMoved(String group, Map<TopicPartition, OffsetAndMetadata> offsets) {
        try {
            admin.alterConsumerGroupOffsets(group, offsets).all().get();
            return true;
        } catch (ExecutionException e) {
            return false; // its members are still known
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    Map<TopicPartition, OffsetAndMetadata> ends() {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TASKS, partition))
                .collect(Collectors.toMap(partition -> partition, _ -> OffsetSpec.latest()));
        try {
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey,
                            end -> new OffsetAndMetadata(end.getValue().offset())));
        } catch (ExecutionException e) {
            throw new FleetFailure("kafka: doesn't answer", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    static void await(String what, Duration limit, BooleanSupplier condition) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new FleetFailure("bench: not within %d s: %s".formatted(limit.toSeconds(), what));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static FleetFailure interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new FleetFailure("bench: interrupted", e);
    }

    /** Users whose events lie in the first so many partitions, a few in each. */
    static List<String> usersIn(int partitions, int each) {
        return IntStream.range(0, partitions)
                .boxed()
                .flatMap(partition -> IntStream.iterate(0, number -> number + 1)
                        .mapToObj("bench-%d"::formatted)
                        .filter(user -> KafkaKeys.partition(user, PARTITIONS) == partition)
                        .limit(each))
                .toList();
    }

    @Override
    public void close() {
        vertx.close().await();
        admin.close(Duration.ZERO);
        fleet.close();
        directory.deleteAll();
    }
}
