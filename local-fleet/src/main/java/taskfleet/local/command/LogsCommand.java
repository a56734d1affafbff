package taskfleet.local.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import taskfleet.local.Checkout;
import taskfleet.local.process.FleetFailure;
import taskfleet.local.process.LogFile;
import taskfleet.local.process.RunDirectory;

/** {@code ./fleet logs}: the ends of the logs of the last run. */
@Command(name = "logs")
final class LogsCommand implements Callable<Integer> {

    private static final String LINES_OF_ONE = "200";
    private static final String LINES_OF_EACH = "10";

    @Parameters(arity = "0..1", description = "task-api, task-api-sidecar, kafka, ...; all of them when left out")
    private @Nullable String name;

    @Option(names = "-f", description = "stay and show what is added")
    private boolean follow;

    @Override
    public Integer call() throws Exception {
        List<String> command = new ArrayList<>(List.of("tail", "-n", name == null ? LINES_OF_EACH : LINES_OF_ONE));
        if (follow) {
            command.add("-F");
        }
        chosen().forEach(log -> command.add(log.path().toString()));
        return new ProcessBuilder(command).inheritIO().start().waitFor();
    }

    private List<LogFile> chosen() {
        List<LogFile> all = RunDirectory.in(Checkout.find().fleetDirectory()).allLogs();
        List<LogFile> chosen = name == null
                ? all
                : all.stream().filter(log -> log.name().equals(name)).toList();
        if (chosen.isEmpty()) {
            throw new FleetFailure("logs: %s (expected: one of %s)"
                    .formatted(
                            name == null ? "none yet" : name,
                            all.stream().map(LogFile::name).collect(Collectors.joining(", "))));
        }
        return chosen;
    }
}
