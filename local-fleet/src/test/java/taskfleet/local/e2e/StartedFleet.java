package taskfleet.local.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import taskfleet.local.Fleet;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetOptions;
import taskfleet.local.Service;

/** One fleet for all tests of a class, on free ports and in a folder of its own. */
final class StartedFleet implements BeforeAllCallback, AfterAllCallback {
    private final Set<Service> services;
    private final Map<String, String> settings;
    private @Nullable Path folder;
    private @Nullable Fleet fleet;

    /** The whole of it. */
    StartedFleet() {
        this(EnumSet.allOf(Service.class), Map.of());
    }

    /** With these services only. */
    StartedFleet(Set<Service> services) {
        this(services, Map.of());
    }

    /** The whole of it, with these settings for all services. */
    StartedFleet(Map<String, String> settings) {
        this(EnumSet.allOf(Service.class), settings);
    }

    private StartedFleet(Set<Service> services, Map<String, String> settings) {
        this.services = services;
        this.settings = settings;
    }

    Fleet get() {
        if (fleet == null) {
            throw new IllegalStateException("the fleet has not started");
        }
        return fleet;
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        var created = Files.createTempDirectory("fleet");
        folder = created;
        fleet = Fleet.start(
                FleetOptions.isolated(created).withServices(services).withSettings(settings));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (fleet != null) {
            fleet.close();
        }
        if (folder != null) {
            new FleetDirectory(folder).deleteAll();
        }
    }
}
