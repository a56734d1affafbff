package taskfleet.local;

import java.nio.file.Path;

/** The Dapr programs to run. */
record DaprPrograms(Path daprd, Path scheduler) {

    static DaprPrograms of(Checkout checkout) {
        Path folder = Path.of(Tool.DAPR.find(checkout));
        return new DaprPrograms(folder.resolve("daprd"), folder.resolve("scheduler"));
    }
}
