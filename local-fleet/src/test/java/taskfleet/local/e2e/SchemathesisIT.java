package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;
import taskfleet.local.Tool;

/**
 * Schemathesis calls every operation with data that it makes from the document, good and bad, one after the other as
 * the links say, and looks whether each answer keeps to the document. The same seed makes the same data.
 */
@Tag("e2e")
class SchemathesisIT {
    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @ParameterizedTest
    @CsvSource({"task-api, 40", "analytics-worker, 15", "dead-letter-desk, 25"})
    void a_service_keeps_to_its_document_whatever_it_is_sent(String service, int seconds) throws Exception {
        SampleLetter.deliver(
                fleet,
                IntStream.range(0, 20)
                        .mapToObj(letter -> SampleLetter.of("reminder-worker", "task.created", "alice"))
                        .toList());
        var output = run(service, seconds);

        System.out.println(service + summary(output));
        assertThat(output.exitCode()).as(output.text()).isZero();
    }

    private record Output(int exitCode, String text) {}

    private Output run(String service, int seconds) throws IOException, InterruptedException {
        var url = fleet.service(service).url().toString();
        var checkout = Checkout.find();
        var program = new ProcessBuilder(List.of(
                        Tool.SCHEMATHESIS.find(checkout),
                        "--config-file=" + checkout.root().resolve("tools/schemathesis/schemathesis.toml"),
                        "run",
                        url + "/openapi.yaml",
                        "--header=Authorization: Bearer " + fleet.token("alice", "operator"),
                        "--max-time=" + seconds))
                .redirectErrorStream(true)
                .start();
        try (var text = program.inputReader()) {
            var output = text.readAllAsString();
            return new Output(program.waitFor(), output);
        } finally {
            program.destroyForcibly();
        }
    }

    private static String summary(Output output) {
        int start = output.text().lastIndexOf("= SUMMARY =");
        return start < 0 ? ": " + output.text() : "\n" + output.text().substring(start);
    }
}
