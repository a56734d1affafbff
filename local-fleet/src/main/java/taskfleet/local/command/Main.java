package taskfleet.local.command;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import taskfleet.local.process.FleetFailure;

/** Entry of {@code ./fleet}: its commands, and the exit codes 0 (well), 1 (failed) and 2 (not understood). */
@Command(
        name = "./fleet",
        description = "The task-event fleet on this machine. All commands on one page: ./fleet help",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            TokenCommand.class,
            DemoCommand.class,
            TopCommand.class,
            BenchCommand.class,
            ChaosCommand.class,
            DeadLettersCommand.class
        })
public final class Main {

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((failure, _, _) -> report(failure))
                .execute(arguments));
    }

    private static int report(Exception failure) {
        if (failure instanceof FleetFailure) {
            System.err.println(failure.getMessage());
        } else {
            failure.printStackTrace();
        }
        return 1;
    }
}
