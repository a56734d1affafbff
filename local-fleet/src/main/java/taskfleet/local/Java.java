package taskfleet.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for Java programs that share two cores with many others: small heaps, few threads, a quick start. */
final class Java {

    private Java() {}

    /**
     * {@code archiveName} names the class data archive that the JVM writes when the program ends for the first time
     * after a build. It halves the time of all later starts; a JVM ignores one that doesn't fit its jars.
     */
    static List<String> command(Checkout checkout, String archiveName, int heapMegabytes, String... flagsAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(checkout, archiveName),
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(flagsAndArguments));
        return command;
    }

    private static Path archive(Checkout checkout, String name) {
        try {
            Path folder = Files.createDirectories(checkout.fleetDirectory().resolve("class-data"));
            return folder.resolve(name + ".jsa");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
