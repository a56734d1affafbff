package taskfleet.local.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import taskfleet.local.Checkout;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetRecord;
import taskfleet.local.process.FleetFailure;
import taskfleet.local.process.RunDirectory;

/** {@code ./fleet down}: stops the fleet that runs in another terminal, and what an earlier one left behind. */
@Command(name = "down")
final class DownCommand implements Callable<Integer> {

    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @Override
    public Integer call() throws Exception {
        Path directory = Checkout.find().fleetDirectory();
        Optional<FleetRecord> fleet = FleetRecord.read(directory);
        if (new FleetDirectory(directory).isInUse() && fleet.isPresent()) {
            stop(fleet.get());
            System.out.println("The fleet is down");
        } else {
            System.out.println("No fleet is up");
        }
        List<String> leftovers = RunDirectory.in(directory).stopLeftovers();
        if (!leftovers.isEmpty()) {
            System.out.println("Stopped what an earlier fleet had left: " + String.join(", ", leftovers));
        }
        FleetRecord.delete(directory);
        return 0;
    }

    private static void stop(FleetRecord fleet) throws Exception {
        Optional<ProcessHandle> process = ProcessHandle.of(fleet.processId());
        if (process.isEmpty()) {
            return;
        }
        process.get().destroy();
        try {
            process.get().onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            process.get().destroyForcibly();
            throw new FleetFailure(
                    "fleet: process %d had not ended after %d s and was killed; its programs end by themselves"
                            .formatted(fleet.processId(), PATIENCE.toSeconds()),
                    e);
        }
    }
}
