package taskfleet.local.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import taskfleet.local.process.ChildProcess;

/**
 * What programs use, with the processes that they have started.
 *
 * @param processorTime since they started
 * @param megabytes resident, in units of 2<sup>20</sup> bytes
 */
record Usage(Duration processorTime, double megabytes) {

    private static final long PAGE = 4_096;
    private static final double MEGABYTE = 1 << 20;

    static Usage of(ChildProcess process) {
        return of(List.of(process));
    }

    static Usage of(Collection<ChildProcess> processes) {
        return processes.stream()
                .flatMap(process -> process.handle().stream())
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()))
                .map(Usage::of)
                .reduce(new Usage(Duration.ZERO, 0), Usage::plus);
    }

    static Usage of(ProcessHandle process) {
        return new Usage(process.info().totalCpuDuration().orElse(Duration.ZERO), megabytes(process.pid()));
    }

    private Usage plus(Usage other) {
        return new Usage(processorTime.plus(other.processorTime), megabytes + other.megabytes);
    }

    /** Linux: the second number of statm (proc(5)). */
    private static double megabytes(long pid) {
        try {
            String[] pages =
                    Files.readString(Path.of("/proc/%d/statm".formatted(pid))).split(" ", -1);
            return Long.parseLong(pages[1]) * PAGE / MEGABYTE;
        } catch (IOException e) {
            if (ProcessHandle.of(pid).isEmpty()) {
                return 0; // ended at this moment
            }
            throw new UncheckedIOException(e);
        }
    }
}
