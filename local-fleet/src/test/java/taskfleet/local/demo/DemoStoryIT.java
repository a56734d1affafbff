package taskfleet.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.local.Fleet;
import taskfleet.local.FleetOptions;
import taskfleet.local.process.ChildProcess;

/** The whole fleet by its public doors. */
@Tag("e2e")
class DemoStoryIT {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void weekly_task_goes_from_creation_to_its_next_occurrence() {
        var told = new ByteArrayOutputStream();

        try (Fleet fleet = Fleet.start(FleetOptions.isolated(folder))) {
            var story = new DemoStory(
                    fleet.client("task-api", "alice"),
                    fleet.client("analytics-worker", "alice"),
                    new PrintStream(told, true, StandardCharsets.UTF_8));
            story.tell();

            assertThat(fleet.processes()).hasSize(11).allMatch(ChildProcess::isAlive);
        }

        assertThat(told.toString(StandardCharsets.UTF_8).lines()).hasSize(6);
    }
}
