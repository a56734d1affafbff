package taskfleet.local;

import java.nio.file.Files;
import java.nio.file.Path;
import taskfleet.local.process.FleetFailure;

/** Where things are in the repository's checkout. */
public record Checkout(Path root) {

    /** The checkout that {@code ./fleet} names, else the one around the working directory (tests). */
    public static Checkout find() {
        String named = System.getenv("FLEET_ROOT");
        if (named != null) {
            return new Checkout(Path.of(named));
        }
        Path start = Path.of("").toAbsolutePath();
        for (Path folder = start; folder != null; folder = folder.getParent()) {
            if (Files.isExecutable(folder.resolve("fleet")) && Files.exists(folder.resolve("local-fleet"))) {
                return new Checkout(folder);
            }
        }
        throw new FleetFailure("checkout: none around %s (expected: the folder of ./fleet)".formatted(start));
    }

    public Path fleetDirectory() {
        return root.resolve(".fleet");
    }

    Path jar(Service service) {
        Path jar = root.resolve("%1$s/target/%1$s.jar".formatted(service.serviceName()));
        if (!Files.exists(jar)) {
            throw new FleetFailure(
                    "%s: %s is missing. Build it: ./fleet up does".formatted(service.serviceName(), jar));
        }
        return jar;
    }

    Path components() {
        return root.resolve("local-fleet/dapr/components");
    }

    Path sidecarConfiguration() {
        return root.resolve("local-fleet/dapr/config.yaml");
    }

    Path kafkaLogging() {
        return root.resolve("local-fleet/kafka/logback.xml");
    }

    /** The script that finds a tool, or builds or installs it. */
    Path finder(Tool tool) {
        return root.resolve("tools/%s/ensure".formatted(tool.folder()));
    }
}
