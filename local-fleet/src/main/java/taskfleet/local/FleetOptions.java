package taskfleet.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * What to start, where it keeps its data, and on which ports.
 *
 * @param settings what all services find in their environment, besides what this process has in its own
 */
public record FleetOptions(
        Checkout checkout,
        Path directory,
        Ports ports,
        Set<Service> services,
        Map<String, String> settings,
        StartListener listener) {

    public FleetOptions {
        services = Set.copyOf(services);
        settings = Map.copyOf(settings);
    }

    /** The fleet of {@code ./fleet up}. */
    public static FleetOptions inCheckout(int portOffset) {
        Checkout checkout = Checkout.find();
        return new FleetOptions(
                checkout,
                checkout.fleetDirectory(),
                Ports.fixed(portOffset),
                EnumSet.allOf(Service.class),
                Map.of(),
                StartListener.SILENT);
    }

    /** A fleet of its own in {@code directory}, on free ports, beside any other. */
    public static FleetOptions isolated(Path directory) {
        return new FleetOptions(
                Checkout.find(), directory, Ports.free(), EnumSet.allOf(Service.class), Map.of(), StartListener.SILENT);
    }

    /** One in a new folder of this kind of runs, to be deleted when nobody wants to look at it. */
    public static FleetOptions isolatedRun(String kind) {
        try {
            Path parent =
                    Files.createDirectories(Checkout.find().fleetDirectory().resolve(kind));
            return isolated(Files.createTempDirectory(parent, "run"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public FleetOptions withPorts(Ports chosen) {
        return new FleetOptions(checkout, directory, chosen, services, settings, listener);
    }

    public FleetOptions withServices(Set<Service> chosen) {
        return new FleetOptions(checkout, directory, ports, chosen, settings, listener);
    }

    public FleetOptions withSettings(Map<String, String> chosen) {
        return new FleetOptions(checkout, directory, ports, services, chosen, listener);
    }

    public FleetOptions withListener(StartListener heard) {
        return new FleetOptions(checkout, directory, ports, services, settings, heard);
    }
}
