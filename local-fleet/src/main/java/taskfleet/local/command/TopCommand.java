package taskfleet.local.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import taskfleet.local.Checkout;
import taskfleet.local.FleetRecord;
import taskfleet.local.top.Top;

/** {@code ./fleet top}: the fleet that is up, second by second. */
@Command(name = "top")
final class TopCommand implements Callable<Integer> {

    @Option(names = "--pages", description = "how many to show; until Ctrl-C without it", defaultValue = "2147483647")
    private int pages;

    @Override
    public Integer call() throws InterruptedException {
        var fleet = FleetRecord.ofFleetThatIsUp(Checkout.find().fleetDirectory());
        new Top(fleet, System.out, System.getenv("FLEET_TERMINAL") != null).show(pages);
        return 0;
    }
}
