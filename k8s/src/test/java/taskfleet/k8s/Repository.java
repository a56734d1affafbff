package taskfleet.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** The files of this repository. */
final class Repository {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path ROOT =
            Objects.requireNonNull(Path.of("").toAbsolutePath().getParent(), "run in the module's folder");

    private Repository() {}

    static Path path(String relative) {
        return ROOT.resolve(relative);
    }

    static String text(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One of the value sets with which every chart is tried. */
    static Path values(String name) {
        return path("k8s/src/test/resources/values").resolve(name + ".yaml");
    }

    static JsonNode yaml(String relative) {
        return documents(text(relative)).getFirst();
    }

    /** The documents of a YAML stream that aren't empty. */
    static List<JsonNode> documents(String yaml) {
        try (MappingIterator<JsonNode> documents =
                YAML.readerFor(JsonNode.class).readValues(yaml)) {
            return documents.readAll().stream()
                    .filter(document -> document != null && !document.isNull() && !document.isMissingNode())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
