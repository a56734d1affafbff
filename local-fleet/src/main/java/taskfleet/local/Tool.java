package taskfleet.local;

import java.io.IOException;
import java.util.Locale;
import taskfleet.local.process.FleetFailure;

/** What comes from outside of the build: {@code tools/NAME/ensure} finds it, or builds or installs it. */
public enum Tool {
    /** Found as the folder of {@code daprd} and {@code scheduler}. */
    DAPR,
    /** Found as the paths of a browser and of its driver, with a colon between. */
    CHROMIUM,
    /** Found as the path of a Node that runs TypeScript. */
    NODE,
    /** Found as a folder, whose folder {@code bin} has {@code prometheus}. */
    KUBERNETES,
    /** Found as the path of the program. */
    SCHEMATHESIS;

    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What {@code ./fleet} found already, or what the script prints. */
    public String find(Checkout checkout) {
        String found = System.getenv("FLEET_" + name());
        return found != null ? found : ask(checkout);
    }

    private String ask(Checkout checkout) {
        String finder = checkout.finder(this).toString();
        try {
            Process process = new ProcessBuilder(finder)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String answer;
            try (var output = process.inputReader()) {
                answer = output.readLine();
            }
            if (process.waitFor() != 0 || answer == null) {
                throw new FleetFailure("%s: not available; the reason is above".formatted(folder()));
            }
            return answer;
        } catch (IOException e) {
            throw new FleetFailure("%s: %s can't be run".formatted(folder(), finder), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("%s: interrupted while looking for it".formatted(folder()), e);
        }
    }
}
