package taskfleet.local.command;

import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import taskfleet.local.Checkout;
import taskfleet.local.FleetRecord;
import taskfleet.local.Service;
import taskfleet.local.demo.DemoStory;

/** {@code ./fleet demo}: tells the story of one weekly task on the fleet that is up; fails when anything differs. */
@Command(name = "demo")
final class DemoCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        FleetRecord fleet = FleetRecord.ofFleetThatIsUp(Checkout.find().fleetDirectory());
        // Somebody new, whose statistics are this story's alone.
        String user = "demo-" + UUID.randomUUID().toString().substring(0, 8);
        System.out.printf("The story of %s%n   when     what%60s how long it took%n", user, "");
        var story = new DemoStory(
                fleet.client(Service.TASK_API, user), fleet.client(Service.ANALYTICS_WORKER, user), System.out);
        story.tell();
        System.out.println("All as expected");
        return 0;
    }
}
