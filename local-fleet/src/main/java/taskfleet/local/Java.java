package taskfleet.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * Command lines for Java programs that share two cores with many others: small heaps, few threads, and a class data
 * archive, written when the program ends for the first time after a build, that halves the time of all later starts.
 */
public record Java(Checkout checkout, int heapMegabytes) {

    private static final int SERVICE_HEAP_MEGABYTES = 256;
    private static final int INITIAL_HEAP_MEGABYTES = 16;

    /** For a service. */
    public static Java service(Checkout checkout) {
        return new Java(checkout, SERVICE_HEAP_MEGABYTES);
    }

    /** A program as it is delivered: a jar with its libraries beside it. */
    List<String> jar(String name, Path jar) {
        List<Path> jars = new ArrayList<>(List.of(jar));
        Path libraries = jar.resolveSibling("lib");
        if (Files.isDirectory(libraries)) {
            jars.addAll(list(libraries));
        }
        return command(name, jars, List.of("-jar", jar.toString()));
    }

    /** A program that is a class of a library. */
    public List<String> mainClass(String name, String classPath, String flag, String mainClass) {
        List<Path> jars =
                Arrays.stream(classPath.split(File.pathSeparator)).map(Path::of).toList();
        List<String> program = List.of(flag, "-cp", classPath, mainClass);
        return command("%s-%08x".formatted(name, classPath.hashCode()), jars, program);
    }

    private List<String> command(String archiveName, List<Path> jars, List<String> program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                // Begins small, as in a container: else a heap takes a part of all memory of the machine at once.
                "-Xms" + INITIAL_HEAP_MEGABYTES + "m",
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                // The first compiler alone: the second one's work took longer than it saved, in starts and in
                // benchmarks.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive(archiveName, jars),
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(program);
        return command;
    }

    /** Without the archive of an earlier build: a JVM refuses it, but does not replace it. */
    private Path archive(String name, List<Path> jars) {
        try {
            Path folder = Files.createDirectories(checkout.fleetDirectory().resolve("class-data"));
            Path archive = folder.resolve(name + ".jsa");
            if (Files.exists(archive) && isNewer(jars, Files.getLastModifiedTime(archive))) {
                Files.delete(archive);
            }
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isNewer(List<Path> jars, FileTime archived) throws IOException {
        for (Path jar : jars) {
            if (Files.getLastModifiedTime(jar).compareTo(archived) > 0) {
                return true;
            }
        }
        return false;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
