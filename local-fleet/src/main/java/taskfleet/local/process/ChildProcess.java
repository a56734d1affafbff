package taskfleet.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** One running program under its guard, which ends it when the fleet ends, even by SIGKILL. */
public final class ChildProcess {

    private static final Duration LIMIT_OF_ONE_THING = Duration.ofSeconds(60);
    private static final Duration GIVE_UP_ON_KILL = Duration.ofSeconds(5);

    private final Program program;
    private final LogFile log;
    private final Path pidFile;
    private final Process guard;
    private final Writer signals;
    private volatile boolean signalled;

    private ChildProcess(Program program, LogFile log, Path pidFile, Process guard) {
        this.program = program;
        this.log = log;
        this.pidFile = pidFile;
        this.guard = guard;
        this.signals = guard.outputWriter();
    }

    static ChildProcess start(Program program, RunDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add("bash");
        command.add(directory.guard().toString());
        Path pidFile = directory.pidFile(program.name());
        command.add(pidFile.toString());
        command.add(program.stopSignal());
        command.addAll(program.command());
        LogFile log = directory.log(program.name());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(program.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(program.environment());
        try {
            return new ChildProcess(program, log, pidFile, builder.start());
        } catch (IOException e) {
            throw new FleetFailure("%s: can't be started (%s)".formatted(program.name(), e.getMessage()), e);
        }
    }

    public String name() {
        return program.name();
    }

    public LogFile log() {
        return log;
    }

    public boolean isAlive() {
        return guard.isAlive();
    }

    /** Whether it is gone though nobody had signalled it to. */
    public boolean endedByItself() {
        return !guard.isAlive() && !signalled;
    }

    /** For a program that does one thing and ends: waits, and answers whether it ended with exit code 0. */
    public boolean endsWell() {
        return waitFor(LIMIT_OF_ONE_THING) && exitCode() == 0;
    }

    int exitCode() {
        return guard.exitValue();
    }

    /** Holds the program and its children where they are (SIGSTOP): connections stay open and nobody answers. */
    public void pause() {
        signal("STOP", descendants());
    }

    public void resume() {
        signal("CONT", descendants());
    }

    /** Ends the program and its children at once, without a chance to finish anything. */
    public void kill() {
        signal("KILL", descendants());
        waitFor(GIVE_UP_ON_KILL);
    }

    /** Asks the program to end and waits; after {@code patience} it is killed. */
    public void stop(Duration patience) {
        requestStop();
        if (!waitFor(patience)) {
            kill();
        }
    }

    /** The asking alone, for those who stop several programs at once. */
    public void requestStop() {
        signal(program.stopSignal(), "");
    }

    private boolean waitFor(Duration patience) {
        try {
            return guard.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Empty when it has not started yet, and when it is gone. */
    public Optional<ProcessHandle> handle() {
        try {
            return ProcessHandle.of(Long.parseLong(Files.readString(pidFile).strip()));
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** Ids of what the program has started: some of it may have left its process group, as Postgres' backends do. */
    private String descendants() {
        return handle().stream()
                .flatMap(ProcessHandle::descendants)
                .map(child -> Long.toString(child.pid()))
                .collect(Collectors.joining(" "));
    }

    private synchronized void signal(String name, String others) {
        if (!guard.isAlive()) {
            return;
        }
        signalled = true;
        try {
            signals.write("%s %s\n".formatted(name, others));
            signals.flush();
        } catch (IOException e) {
            // The pipe breaks when the program ends by itself at this moment, which is no news.
            if (guard.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
