package taskfleet.local;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;
import taskfleet.local.process.FleetFailure;

/** The Postgres programs of the Zonky archives, unpacked once per machine into the cache outside the checkout. */
record PostgresPrograms(Path folder) {

    static PostgresPrograms unpacked() {
        URL archive = archive();
        try {
            Path cache = cache();
            Files.createDirectories(cache);
            Path folder = cache.resolve("postgres-" + checksum(archive));
            try (var lock = FileChannel.open(
                            cache.resolve("postgres.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var held = lock.lock()) {
                if (held.isValid() && !Files.exists(folder)) {
                    unpack(archive, folder);
                }
            }
            return new PostgresPrograms(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    private static URL archive() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        String processor = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        String name = "/postgres-%s-%s.txz".formatted(system, processor);
        URL archive = PostgresPrograms.class.getResource(name);
        if (archive == null) {
            throw new FleetFailure("postgres: no programs for this machine (expected: %s from a jar of ".formatted(name)
                    + "io.zonky.test.postgres in local-fleet/pom.xml)");
        }
        return archive;
    }

    private static Path cache() {
        String fleetCache = System.getenv("FLEET_CACHE");
        if (fleetCache != null) {
            return Path.of(fleetCache);
        }
        String userCache = System.getenv("XDG_CACHE_HOME");
        Path parent = userCache != null ? Path.of(userCache) : Path.of(System.getProperty("user.home"), ".cache");
        return parent.resolve("task-event-fleet");
    }

    /** As the jar has it: no need to read the archive to know whether it was unpacked already. */
    private static String checksum(URL archive) throws IOException {
        var connection = (JarURLConnection) archive.openConnection();
        return Long.toHexString(connection.getJarEntry().getCrc());
    }

    private static void unpack(URL archive, Path folder) throws IOException {
        Path unfinished = Files.createTempDirectory(folder.getParent(), "postgres-unpacking");
        Files.setPosixFilePermissions(unfinished, EnumSet.allOf(PosixFilePermission.class));
        try (InputStream packed = archive.openStream();
                var entries = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
            for (TarArchiveEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                unpack(entry, entries, unfinished);
            }
        }
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void unpack(TarArchiveEntry entry, InputStream content, Path folder) throws IOException {
        Path target = folder.resolve(entry.getName()).normalize();
        if (!target.startsWith(folder)) {
            throw new IOException("archive entry: %s (expected: a path inside)".formatted(entry.getName()));
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        boolean executable = (entry.getMode() & 0100) != 0;
        if (executable) {
            Set<PosixFilePermission> permissions = EnumSet.copyOf(Files.getPosixFilePermissions(target));
            permissions.add(PosixFilePermission.OWNER_EXECUTE);
            permissions.add(PosixFilePermission.OTHERS_EXECUTE);
            Files.setPosixFilePermissions(target, permissions);
        }
    }
}
