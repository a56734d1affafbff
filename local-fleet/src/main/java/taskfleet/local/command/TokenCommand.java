package taskfleet.local.command;

import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import taskfleet.local.DevelopmentToken;

/** {@code ./fleet token USER}: prints a token for the HTTP APIs. */
@Command(name = "token")
final class TokenCommand implements Callable<Integer> {

    @Parameters(paramLabel = "USER")
    private String user = "";

    @Override
    public Integer call() {
        System.out.println(DevelopmentToken.of(user, Clock.systemUTC()));
        return 0;
    }
}
