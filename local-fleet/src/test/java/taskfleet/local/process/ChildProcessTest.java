package taskfleet.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessTest {

    @TempDir
    private Path folder = Path.of("");

    private RunDirectory runDirectory = RunDirectory.in(folder);

    @BeforeEach
    void prepare() {
        runDirectory = RunDirectory.in(folder);
        runDirectory.prepare();
    }

    @Test
    void program_ends_when_the_fleet_is_gone_without_a_word() throws Exception {
        // The fleet's end of the pipe, held by a process that can be killed in its place.
        Path pidFile = runDirectory.pidFile("sleeper");
        Process fleet = new ProcessBuilder(
                        "bash",
                        "-c",
                        "exec 4> >(exec bash '%s' '%s' TERM sleep 600); exec sleep 600"
                                .formatted(runDirectory.guard(), pidFile))
                .start();
        await().until(() -> Files.exists(pidFile) && Files.size(pidFile) > 0);
        ProcessHandle sleeper = process(pidFile);

        fleet.destroyForcibly();

        await().atMost(Duration.ofSeconds(5)).until(() -> !sleeper.isAlive());
    }

    @Test
    void stopped_program_has_the_chance_to_finish() {
        ChildProcess child = start("trap 'echo finished; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        await().until(() -> child.log().lastLines(1).contains("ready"));

        child.stop(Duration.ofSeconds(5));

        assertThat(child.isAlive()).isFalse();
        assertThat(child.log().lastLines(1)).containsExactly("finished");
        assertThat(child.endedByItself()).isFalse();
    }

    @Test
    void program_that_ignores_the_stop_signal_is_killed_with_its_children() {
        ChildProcess child = start("trap '' TERM; sleep 600 & echo $!; wait");
        await().until(() -> !child.log().lastLines(1).isEmpty());
        long grandchild = Long.parseLong(child.log().lastLines(1).getFirst());

        child.stop(Duration.ofMillis(200));

        assertThat(child.isAlive()).isFalse();
        await().until(() ->
                ProcessHandle.of(grandchild).filter(ProcessHandle::isAlive).isEmpty());
    }

    @Test
    void paused_program_does_nothing_until_it_is_resumed() {
        ChildProcess child = start("while :; do echo tick; sleep 0.05; done");
        await().until(() -> child.log().lastLines(1).contains("tick"));

        child.pause();
        long size = settledSize(child);
        child.resume();

        await().until(() -> Files.size(child.log().path()) > size);
        assertThat(child.isAlive()).isTrue();
        child.kill();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void paused_program_holds_children_that_have_left_its_process_group() {
        // A wait under job control also returns when the job is stopped, so it is asked again.
        ChildProcess child =
                start("set -m; (while :; do echo tick; sleep 0.05; done) & while kill -0 $!; do wait $!; done");
        await().until(() -> child.log().lastLines(1).contains("tick"));

        child.pause();
        long size = settledSize(child);
        child.resume();

        await().until(() -> Files.size(child.log().path()) > size);
        child.kill();
        long end = settledSize(child);
        assertThat(end).isPositive();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void program_that_dies_while_starting_fails_with_the_end_of_its_log() {
        ChildProcess child = start("echo 'no such file: settings'; exit 3");

        assertThatThrownBy(() -> Readiness.await(child, "an answer", () -> false))
                .isInstanceOf(FleetFailure.class)
                .hasMessageContaining("child: ended with exit code 3 while starting")
                .hasMessageContaining("no such file: settings");
        assertThat(child.endedByItself()).isTrue();
    }

    @Test
    void program_whose_guard_was_killed_is_stopped_as_a_leftover() throws Exception {
        Path pidFile = runDirectory.pidFile("orphan");
        Process orphan = new ProcessBuilder("sleep", "600").start();
        Files.writeString(pidFile, Long.toString(orphan.pid()));

        List<String> stopped = runDirectory.stopLeftovers();

        assertThat(stopped).containsExactly("orphan");
        assertThat(orphan.isAlive()).isFalse();
        assertThat(pidFile).doesNotExist();
    }

    private ChildProcess start(String script) {
        return runDirectory.start(new Program("child", List.of("bash", "-c", script), Map.of(), folder));
    }

    private static ProcessHandle process(Path pidFile) throws IOException {
        return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()))
                .orElseThrow();
    }

    /** The size of a log that has not grown for a while, which proves that its program holds still. */
    private static long settledSize(ChildProcess child) {
        long[] size = {-1};
        await().pollInterval(Duration.ofMillis(500)).until(() -> {
            long before = size[0];
            size[0] = Files.size(child.log().path());
            return size[0] == before;
        });
        return size[0];
    }
}
