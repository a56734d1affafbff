package taskfleet.local.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import taskfleet.local.Fleet;
import taskfleet.local.FleetDirectory;
import taskfleet.local.FleetOptions;

/** One whole fleet for all tests of a class, on free ports and in a folder of its own. */
final class StartedFleet implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Path folder;
    private @Nullable Fleet fleet;

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
        fleet = Fleet.start(FleetOptions.isolated(created));
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
