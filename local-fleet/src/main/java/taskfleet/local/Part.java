package taskfleet.local;

import java.util.List;
import taskfleet.local.process.ChildProcess;

/** Something that the fleet starts, waits for and stops. */
public interface Part {

    /** As shown to people; also the name of its log. */
    String name();

    /** Where it can be reached, for people. */
    String address();

    /** Its processes, running or ended; none before the start. */
    List<ChildProcess> processes();

    /** Returns when it does its work. */
    void start();

    /** Returns when it has ended. */
    void stop();

    /** SIGKILL to all of it. */
    default void kill() {
        living(processes()).forEach(ChildProcess::kill);
    }

    /** SIGSTOP to all of it. */
    default void pause() {
        living(processes()).forEach(ChildProcess::pause);
    }

    default void resume() {
        living(processes()).forEach(ChildProcess::resume);
    }

    private static List<ChildProcess> living(List<ChildProcess> processes) {
        return processes.stream().filter(ChildProcess::isAlive).toList();
    }
}
