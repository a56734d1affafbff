package taskfleet.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.FleetFailure;
import taskfleet.local.process.Program;
import taskfleet.local.process.Readiness;
import taskfleet.local.process.RunDirectory;

/** The fleet's Kafka: one broker that is its own controller (KRaft), in its own JVM. */
public final class KafkaBroker implements Part {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(15);
    private static final int HEAP_MEGABYTES = 384;
    private static final String CLUSTER_ID = "dGFza2ZsZWV0LWxvY2FsMQ";

    private final Checkout checkout;
    private final Path data;
    private final Path configuration;
    private final int port;
    private final int controllerPort;
    private final RunDirectory runDirectory;
    private volatile @Nullable ChildProcess process;

    KafkaBroker(Checkout checkout, Path fleetDirectory, Ports ports, RunDirectory runDirectory) {
        this.checkout = checkout;
        this.data = fleetDirectory.resolve("kafka");
        this.configuration = fleetDirectory.resolve("kafka.properties");
        this.port = ports.kafka();
        this.controllerPort = ports.kafkaController();
        this.runDirectory = runDirectory;
    }

    @Override
    public String name() {
        return "kafka";
    }

    @Override
    public String address() {
        return bootstrapServers();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Also brings a stopped broker back, with all it had. */
    @Override
    public void start() {
        writeConfiguration();
        if (!Files.exists(data.resolve("meta.properties"))) {
            format();
        }
        ChildProcess started = runDirectory.start(program("kafka.Kafka", configuration.toString()));
        process = started;
        Readiness.await(started, "a connection on port " + port, this::accepts);
        Readiness.await(started, "its topics", () -> KafkaTopics.createMissing(bootstrapServers()));
    }

    @Override
    public List<ChildProcess> processes() {
        return process == null ? List.of() : List.of(process);
    }

    @Override
    public void stop() {
        if (process != null) {
            process.stop(STOP_PATIENCE);
        }
    }

    private boolean accepts() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        }
    }

    private void writeConfiguration() {
        String properties = """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                controller.listener.names=CONTROLLER
                log.dirs=%3$s
                auto.create.topics.enable=false
                # One broker can't hold more than one copy.
                default.replication.factor=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                # Groups have their one or two members at once; no use in waiting for more.
                group.initial.rebalance.delay.ms=0
                """.formatted(port, controllerPort, data);
        try {
            Files.createDirectories(data);
            Files.writeString(configuration, properties);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void format() {
        Program format = program("kafka.tools.StorageTool", "format", "-t", CLUSTER_ID, "-c", configuration.toString());
        ChildProcess formatting = runDirectory.start(format);
        if (!formatting.endsWell()) {
            throw new FleetFailure("kafka: its data can't be created in %s:%n%s"
                    .formatted(
                            data,
                            String.join("\n", formatting.log().lastLines(20)).indent(2)));
        }
    }

    private Program program(String mainClass, String... arguments) {
        String logging = "-Dlogback.configurationFile=" + checkout.kafkaLogging();
        List<String> command =
                new ArrayList<>(new Java(checkout, HEAP_MEGABYTES).mainClass(name(), libraries(), logging, mainClass));
        command.addAll(List.of(arguments));
        return new Program(name(), command, Map.of(), data);
    }

    /** The jars of this program, without folders of classes: no class data archive can be made with one. */
    private static String libraries() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> entry.endsWith(".jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
