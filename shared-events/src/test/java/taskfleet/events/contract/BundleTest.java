package taskfleet.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import taskfleet.events.EventType;

/** The schemas for consumers, as one who has copied a single file meets them. */
class BundleTest {

    @ParameterizedTest
    @EnumSource
    void a_schema_stands_alone(EventType type) throws IOException {
        Schema schema = alone(type.schemaFile());

        for (String golden : GoldenFiles.of(type).values()) {
            JsonNode data = Layout.JSON.readTree(golden).path("data");
            assertThat(schema.validate(data)).isEmpty();
        }
        assertThat(schema.validate(Layout.JSON.createObjectNode())).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void the_schema_of_the_envelope_fits_every_event(EventType type) throws IOException {
        Schema schema = alone(SchemaFiles.EVENT);

        for (String golden : GoldenFiles.of(type).values()) {
            assertThat(schema.validate(Layout.JSON.readTree(golden))).isEmpty();
        }
    }

    private static Schema alone(String file) {
        JsonNode bundle = Objects.requireNonNull(SchemaFiles.current().bundles().get(file));
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(bundle);
    }
}
