package taskfleet.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import taskfleet.local.process.FleetFailure;

/** The folder of one fleet; a lock, which ends with the process that holds it, says whether the fleet is up. */
public record FleetDirectory(Path path) {

    private static final long MINIMUM_FREE_BYTES = 1L << 30;
    /** A process that opens and closes a file loses its lock on it, so a second look must not open it. */
    private static final Set<Path> LOCKED_HERE = ConcurrentHashMap.newKeySet();

    private static final List<String> DATA = List.of("postgres", "kafka", "scheduler", "names.db");

    /** Whether a living process holds the lock. */
    public boolean isInUse() {
        if (!Files.exists(lockFile())) {
            return false;
        }
        Optional<FileChannel> lock = tryLock();
        lock.ifPresent(this::release);
        return lock.isEmpty();
    }

    /** Takes the lock, until {@link #release}. */
    FileChannel lock() {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new FleetFailure("folder: %s can't be created (%s)".formatted(path, e.getMessage()), e);
        }
        return tryLock()
                .orElseThrow(() ->
                        new FleetFailure("fleet: one is up already in %s. Stop it with ./fleet down".formatted(path)));
    }

    void requireSpace() {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < MINIMUM_FREE_BYTES) {
                throw new FleetFailure("disk: %d MB free for %s (expected: at least %d MB). Free some space, or delete "
                                .formatted(free >> 20, path, MINIMUM_FREE_BYTES >> 20)
                        + "the data of earlier runs with ./fleet up --fresh");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Forgets all tasks, events and jobs; the fleet must not be up. */
    public void deleteData() {
        if (isInUse()) {
            throw new FleetFailure("fleet: one is up in %s. Stop it with ./fleet down".formatted(path));
        }
        DATA.forEach(name -> delete(path.resolve(name)));
    }

    /** All of it, logs too; the fleet must not be up. */
    public void deleteAll() {
        delete(path);
    }

    private Optional<FileChannel> tryLock() {
        if (LOCKED_HERE.contains(path)) {
            return Optional.empty();
        }
        try {
            FileChannel channel = FileChannel.open(lockFile(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                channel.close();
                return Optional.empty();
            }
            LOCKED_HERE.add(path);
            return Optional.of(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void release(FileChannel lock) {
        try {
            LOCKED_HERE.remove(path);
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path lockFile() {
        return path.resolve("lock");
    }
}
