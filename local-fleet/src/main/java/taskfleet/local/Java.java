package taskfleet.local;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * Command lines for Java programs that share two cores with many others: small heaps, few threads, and an AOT cache (JEP
 * 483 and 514), written when the program ends for the first time after a build, that makes all later starts several times
 * as fast.
 */
public record Java(Checkout checkout, int heapMegabytes) {

    private static final int SERVICE_HEAP_MEGABYTES = 256;

    /** For a service. */
    public static Java service(Checkout checkout) {
        return new Java(checkout, SERVICE_HEAP_MEGABYTES);
    }

    /** A program as it is delivered: a jar with its libraries beside it. */
    List<String> jar(String name, Path jar) {
        List<Path> jars = new ArrayList<>(List.of(jar));
        Path libraries = jar.resolveSibling("lib");
        if (Files.isDirectory(libraries)) {
            jars.addAll(list(libraries, "*.jar"));
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
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                // The first compiler alone: the second one's work took longer than it saved, in starts and in
                // benchmarks.
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                cacheFlag(archiveName, jars),
                "-Xlog:aot=off",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(program);
        return command;
    }

    /** Uses the cache of this build, or else has one written to a file of its own: several may do so at the same time. */
    private String cacheFlag(String name, List<Path> jars) {
        try {
            Path folder = Files.createDirectories(checkout.fleetDirectory().resolve("aot-caches"));
            Path cache = folder.resolve(name + ".aot");
            for (Path written : list(folder, name + ".*.new")) {
                takeOver(written, cache);
            }
            if (Files.exists(cache) && !isNewer(jars, Files.getLastModifiedTime(cache))) {
                return "-XX:AOTCache=" + cache;
            }
            return "-XX:AOTCacheOutput=" + folder.resolve("%s.%s.new".formatted(name, UUID.randomUUID()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a JVM still works on has another file beside it, which goes when all is written. */
    private static void takeOver(Path written, Path cache) throws IOException {
        if (Files.notExists(written.resolveSibling(written.getFileName() + ".config"))) {
            Files.move(written, cache, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
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

    private static List<Path> list(Path folder, String pattern) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, pattern)) {
            List<Path> list = new ArrayList<>();
            files.forEach(list::add);
            return list;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
