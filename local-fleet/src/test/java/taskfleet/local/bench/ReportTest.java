package taskfleet.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import taskfleet.local.Json;
import taskfleet.local.bench.Figure.Target;

class ReportTest {

    @TempDir
    private Path folder;

    private final Report report = new Report();

    @Test
    void the_table_has_the_median_of_each_number_and_says_what_missed_its_aim() {
        report.add(List.of(relay(900, 1_000), ready(700)));
        report.add(List.of(relay(700, 2_000), ready(1_200)));
        report.add(List.of(relay(800, 1_500), ready(1_100)));

        assertThat(printed().lines().map(line -> line.strip().replaceAll(" +", " ")))
                .contains("relay events 800 1,500 1/s 0.53 ≥ 0.80 missed", "start ready 1,100 ms ≤ 1,000 missed");
    }

    @Test
    void what_reaches_its_aim_is_not_marked() {
        report.add(List.of(relay(1_600, 2_000)));

        assertThat(printed().strip()).endsWith("0.80  ≥ 0.80");
    }

    @Test
    void every_run_is_written_with_its_medians() throws IOException {
        report.add(List.of(relay(900, 1_000)));
        report.add(List.of(relay(700, 1_000)));

        report.write(folder.resolve("figures.json"));

        JsonNode written = Json.read(Files.readAllBytes(folder.resolve("figures.json")));
        assertThat(written.at("/runs/1/figures/0/value").asDouble()).isEqualTo(700);
        assertThat(written.at("/medians/0/ratio").asDouble()).isEqualTo(0.9);
        assertThat(written.at("/medians/0/met").asBoolean()).isTrue();
    }

    private static Figure relay(double value, double limit) {
        return Figure.of("relay", "events", "1/s", value).beside(limit).aimingAt(Target.ratioAtLeast(0.8));
    }

    private static Figure ready(double milliseconds) {
        return Figure.of("start", "ready", "ms", milliseconds).aimingAt(Target.atMost(1_000));
    }

    private String printed() {
        var bytes = new ByteArrayOutputStream();
        report.print(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
