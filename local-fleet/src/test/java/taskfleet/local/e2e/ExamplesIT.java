package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.local.ApiClient;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;
import taskfleet.local.Service;
import taskfleet.local.Tool;
import taskfleet.local.process.FleetFailure;

/** The consumers in {@code examples}, each run as its page says. */
@Tag("e2e")
class ExamplesIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet(Set.of(Service.TASK_API));

    private final Fleet fleet = STARTED.get();

    @TempDir
    private Path folder;

    @Test
    void a_consumer_in_python_sees_what_happens_to_a_task() {
        if (!runs("python3", "--version")) {
            abort("python3 is not on this machine");
        }

        seesATask(
                "example-python", List.of("python3", "examples/python/consumer.py"), "task.created", "task.completed");
    }

    @Test
    void a_consumer_in_typescript_sees_what_happens_to_a_task() {
        String node = node();

        seesATask(
                "example-typescript",
                List.of(node, "examples/typescript/consumer.ts"),
                "task.created",
                "task.completed");
    }

    @Test
    void a_consumer_in_java_sees_what_happens_to_a_task() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();

        seesATask(
                "example-java",
                List.of(java, "-cp", "task-api/target/lib/*", "examples/java/TaskConsumer.java"),
                "created",
                "completed");
    }

    private void seesATask(String name, List<String> command, String created, String completed) {
        var user = "user-" + UUID.randomUUID();
        var title = "Task for " + name;
        ApiClient tasks = fleet.client("task-api", user);
        try (var example = new RunningExample(fleet, folder, name, command)) {
            var id = tasks.post("/tasks", Map.of("title", title))
                    .expect(201)
                    .get("id")
                    .textValue();
            tasks.post("/tasks/%s/complete".formatted(id), null).expect(200);

            await(name)
                    .atMost(PATIENCE)
                    .until(() -> example.lines().stream()
                                    .filter(line -> line.contains(user))
                                    .count()
                            >= 2);

            assertThat(example.lines().stream().filter(line -> line.contains(user)))
                    .containsExactly(
                            "%s '%s' of %s, version 1".formatted(created, title, user),
                            "%s '%s' of %s, version 2".formatted(completed, title, user));
        }
    }

    private static String node() {
        try {
            return Tool.NODE.find(Checkout.find());
        } catch (FleetFailure e) {
            return abort("no Node that runs TypeScript is to be had on this machine");
        }
    }

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
