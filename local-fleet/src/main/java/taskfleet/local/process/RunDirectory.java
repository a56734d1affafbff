package taskfleet.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The files of running programs: one log and one process id each, and the guard script that writes the latter. */
public final class RunDirectory {

    private static final Duration LEFTOVER_PATIENCE = Duration.ofSeconds(5);
    private static final Duration PID_FILE_TOLERANCE = Duration.ofSeconds(10);

    private final Path logs;
    private final Path run;

    private RunDirectory(Path fleetDirectory) {
        this.logs = fleetDirectory.resolve("logs");
        this.run = fleetDirectory.resolve("run");
    }

    public static RunDirectory in(Path fleetDirectory) {
        return new RunDirectory(fleetDirectory);
    }

    /** For a new run: the guard script as this build has it, and no logs of earlier runs. */
    public void prepare() {
        try (InputStream script = RunDirectory.class.getResourceAsStream("guard.sh")) {
            Files.createDirectories(logs);
            Files.createDirectories(run);
            Files.copy(Objects.requireNonNull(script), guard(), StandardCopyOption.REPLACE_EXISTING);
            for (Path log : files(logs, ".log")) {
                Files.delete(log);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ChildProcess start(Program program) {
        return ChildProcess.start(program, this);
    }

    Path guard() {
        return run.resolve("guard.sh");
    }

    Path pidFile(String name) {
        return run.resolve(name + ".pid");
    }

    public LogFile log(String name) {
        return new LogFile(logs.resolve(name + ".log"));
    }

    public List<LogFile> allLogs() {
        return files(logs, ".log").stream().map(LogFile::new).toList();
    }

    /** Ends programs that an earlier run left behind, which takes the death of their guards too; answers their names. */
    public List<String> stopLeftovers() {
        List<String> stopped = new ArrayList<>();
        for (Path pidFile : files(run, ".pid")) {
            leftover(pidFile).ifPresent(process -> {
                stop(process);
                stopped.add(pidFile.getFileName().toString().replace(".pid", ""));
            });
            delete(pidFile);
        }
        return stopped;
    }

    private static Optional<ProcessHandle> leftover(Path pidFile) {
        try {
            long pid = Long.parseLong(Files.readString(pidFile).strip());
            Instant written = Files.getLastModifiedTime(pidFile).toInstant();
            return ProcessHandle.of(pid).filter(process -> startedWhen(process, written));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Whether the id still means the program that was started then, and not a newer one that got the same id. */
    private static boolean startedWhen(ProcessHandle process, Instant written) {
        return process.info()
                .startInstant()
                .filter(start -> Duration.between(start, written).abs().compareTo(PID_FILE_TOLERANCE) < 0)
                .isPresent();
    }

    private static void stop(ProcessHandle process) {
        CompletableFuture<ProcessHandle> ended = process.onExit();
        process.destroy();
        try {
            ended.orTimeout(LEFTOVER_PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        } catch (RuntimeException e) {
            process.destroyForcibly();
        }
    }

    private static List<Path> files(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
