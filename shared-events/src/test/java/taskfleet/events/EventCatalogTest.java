package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventCatalogTest {
    private static final Path CATALOG = Path.of("..", "docs", "event-catalog.md");

    @ParameterizedTest
    @EnumSource
    void the_catalog_shows_the_golden_event_of_every_type(EventType type) throws IOException {
        String golden =
                new String(GoldenJson.file(type.typeName() + ".v" + type.schemaVersion()), StandardCharsets.UTF_8);

        String catalog = Files.readString(CATALOG);

        assertThat(catalog)
                .contains("## " + type.typeName() + "\n")
                .contains("```json\n" + golden + "```\n")
                .contains(type.schemaFile());
    }
}
