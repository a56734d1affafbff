package taskfleet.local;

import java.util.List;
import taskfleet.local.process.ChildProcess;

/** Something that the fleet starts, waits for and stops. */
interface Part {

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
}
