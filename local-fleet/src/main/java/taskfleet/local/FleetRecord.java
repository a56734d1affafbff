package taskfleet.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import taskfleet.local.process.FleetFailure;

/** What a fleet that is up leaves in its folder, so that other commands find it: its process, services and ports. */
public record FleetRecord(long processId, Set<Service> services, Ports ports) {

    static void write(FleetOptions options) {
        var fleet = new FleetRecord(ProcessHandle.current().pid(), options.services(), options.ports());
        Path file = file(options.directory());
        Path unfinished = file.resolveSibling("fleet.json.new");
        try {
            Files.write(unfinished, Json.write(fleet));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Optional<FleetRecord> read(Path directory) {
        Path file = file(directory);
        try {
            return Files.exists(file)
                    ? Optional.of(Json.read(Files.readAllBytes(file), FleetRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FleetRecord ofFleetThatIsUp(Path directory) {
        return read(directory)
                .filter(_ -> new FleetDirectory(directory).isInUse())
                .orElseThrow(() -> new FleetFailure("fleet: none is up. Start one with ./fleet up"));
    }

    /** Calls of {@code user} to a service's public API. */
    public ApiClient client(Service service, String user, String... roles) {
        URI url = URI.create("http://127.0.0.1:" + ports.of(service).http());
        return new ApiClient(url, DevelopmentToken.of(user, List.of(roles), Clock.systemUTC()));
    }

    public static void delete(Path directory) {
        try {
            Files.deleteIfExists(file(directory));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path file(Path directory) {
        return directory.resolve("fleet.json");
    }
}
