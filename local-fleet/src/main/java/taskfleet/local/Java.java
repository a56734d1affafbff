package taskfleet.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Command lines for Java programs that share two cores with many others: small heaps, few threads, a quick start. */
final class Java {

    private Java() {}

    static List<String> command(int heapMegabytes, String... flagsAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMegabytes + "m",
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(List.of(flagsAndArguments));
        return command;
    }
}
