package taskfleet.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** One running program under its guard, which ends it when the fleet ends, even by SIGKILL. */
public final class ChildProcess {

    private static final Duration LIMIT_OF_ONE_THING = Duration.ofSeconds(60);
    private static final Duration GIVE_UP_ON_KILL = Duration.ofSeconds(5);

    private final Program program;
    private final LogFile log;
    private final Process guard;
    private final Writer signals;
    private volatile boolean signalled;

    private ChildProcess(Program program, LogFile log, Process guard) {
        this.program = program;
        this.log = log;
        this.guard = guard;
        this.signals = guard.outputWriter();
    }

    static ChildProcess start(Program program, RunDirectory directory) {
        List<String> command = new ArrayList<>();
        command.add("bash");
        command.add(directory.guard().toString());
        command.add(directory.pidFile(program.name()).toString());
        command.add(program.stopSignal());
        command.addAll(program.command());
        LogFile log = directory.log(program.name());
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(program.workingDirectory().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.path().toFile()));
        builder.environment().putAll(program.environment());
        try {
            return new ChildProcess(program, log, builder.start());
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

    /** Holds the program where it is (SIGSTOP): its connections stay open and nobody answers. */
    public void pause() {
        signal("STOP");
    }

    public void resume() {
        signal("CONT");
    }

    /** Ends the program at once, without a chance to finish anything. */
    public void kill() {
        signal("KILL");
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
        signal(program.stopSignal());
    }

    private boolean waitFor(Duration patience) {
        try {
            return guard.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private synchronized void signal(String name) {
        if (!guard.isAlive()) {
            return;
        }
        signalled = true;
        try {
            signals.write(name + "\n");
            signals.flush();
        } catch (IOException e) {
            // The pipe breaks when the program ends by itself at this moment, which is no news.
            if (guard.isAlive()) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
