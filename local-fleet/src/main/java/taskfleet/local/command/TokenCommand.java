package taskfleet.local.command;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import taskfleet.local.DevelopmentToken;

/** {@code ./fleet token USER [--role ROLE]}: prints a token for the HTTP APIs. */
@Command(name = "token")
final class TokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "USER")
    private String user = "";

    @Option(names = "--role", description = "operator, for the dead letters; may be repeated")
    private List<String> roles = List.of();

    @Override
    public Integer call() {
        System.out.println(DevelopmentToken.of(user, roles, Clock.systemUTC()));
        return 0;
    }
}
