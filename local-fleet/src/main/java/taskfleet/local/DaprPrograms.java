package taskfleet.local;

import java.io.IOException;
import java.nio.file.Path;
import taskfleet.local.process.FleetFailure;

/** The Dapr programs to run, as {@code tools/dapr/ensure} finds or builds them. */
record DaprPrograms(Path daprd, Path scheduler) {

    static DaprPrograms of(Checkout checkout) {
        String found = System.getenv("FLEET_DAPR");
        return in(found != null ? Path.of(found) : find(checkout));
    }

    private static DaprPrograms in(Path folder) {
        return new DaprPrograms(folder.resolve("daprd"), folder.resolve("scheduler"));
    }

    private static Path find(Checkout checkout) {
        try {
            Process finder = new ProcessBuilder(checkout.daprFinder().toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String folder;
            try (var answer = finder.inputReader()) {
                folder = answer.readLine();
            }
            if (finder.waitFor() != 0 || folder == null) {
                throw new FleetFailure("dapr: not available; the reason is above");
            }
            return Path.of(folder);
        } catch (IOException e) {
            throw new FleetFailure("dapr: %s can't be run".formatted(checkout.daprFinder()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("dapr: interrupted while looking for it", e);
        }
    }
}
