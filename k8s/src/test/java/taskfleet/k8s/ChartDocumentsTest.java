package taskfleet.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What the charts say of themselves; {@code mvn test -pl k8s -Dcharts.write} writes the READMEs anew. */
class ChartDocumentsTest {
    private static final String LIBRARY = "charts/fleet-service/";

    /** Of the pod, where ports and the sidecar's address are always the same. */
    private static final List<String> FIXED =
            List.of("HTTP_HOST", "HTTP_PORT", "INTERNAL_PORT", "DAPR_HTTP_PORT", "DAPR_GRPC_PORT", "DAPR_API_TOKEN");

    @Test
    void the_readme_of_the_library_tells_its_values() throws IOException {
        compare(LIBRARY + "README.md", ChartReadmes.library());
    }

    @ParameterizedTest
    @FieldSource("taskfleet.k8s.Chart#ALL")
    void the_readme_of_a_chart_tells_its_settings(Chart chart) throws IOException {
        compare("charts/%s/README.md".formatted(chart), ChartReadmes.of(chart));
    }

    /** Those that follow from other values, or come from secrets, have values of their own. */
    @Test
    void every_setting_can_be_given_to_a_chart() {
        var known = new ArrayList<>(ChartReadmes.names(
                Repository.yaml(LIBRARY + "values.schema.json").at("/properties/settings")));
        Chart.ALL.forEach(chart -> known.addAll(ChartReadmes.names(
                Repository.yaml("charts/%s/values.schema.json".formatted(chart)).at("/properties/settings"))));
        var environment = Repository.text(LIBRARY + "templates/_environment.tpl");

        assertThat(ChartReadmes.configured())
                .filteredOn(name -> !environment.contains("name: " + name) && !FIXED.contains(name))
                .allMatch(known::contains)
                .isNotEmpty();
    }

    private static void compare(String file, String expected) throws IOException {
        if (System.getProperty("charts.write") != null) {
            Files.writeString(Repository.path(file), expected);
        }
        assertThat(Repository.text(file)).isEqualTo(expected);
    }
}
