package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static taskfleet.kit.delivery.SampleWorker.delivered;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;

/** Tracing that is off costs nothing. */
class UntracedTest {

    @Test
    void not_one_class_of_open_telemetry_is_loaded_by_a_worker_that_handles_an_event() throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(
                java, "-Xlog:class+load", "-cp", System.getProperty("java.class.path"), Worker.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
        var process = builder.redirectErrorStream(true).start();

        var loaded = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(loaded).contains("answered SUCCESS", "taskfleet.kit.tracing.Tracing ");
        assertThat(loaded.lines()).noneMatch(line -> line.contains(" io.opentelemetry."));
    }

    /** Runs in a process of its own. */
    static final class Worker {
        private Worker() {}

        public static void main(String[] arguments) {
            try (var worker = SampleWorker.onTasks(event -> Outcome.done())) {
                System.out.println("answered " + worker.deliver(delivered(SampleEvents.TASK_CREATED)));
            }
        }
    }
}
