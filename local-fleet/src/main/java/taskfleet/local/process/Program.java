package taskfleet.local.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What it takes to run one program: its name in messages and logs, command, extra environment, folder and stop signal. */
public record Program(
        String name, List<String> command, Map<String, String> environment, Path workingDirectory, String stopSignal) {

    public Program {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    public Program(String name, List<String> command, Map<String, String> environment, Path workingDirectory) {
        this(name, command, environment, workingDirectory, "TERM");
    }
}
