package taskfleet.events.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Fails when a generated file is stale; {@code ./fleet contracts} runs it so that it writes them instead. */
class GeneratedFilesTest {
    private static final boolean WRITES = Boolean.getBoolean("contracts.write");
    private static final Path BY_HAND = GeneratedFiles.CONTRACTS.resolve("README.md");

    static Set<Path> files() {
        return GeneratedFiles.all().keySet();
    }

    @ParameterizedTest
    @MethodSource("files")
    void a_generated_file_says_what_the_code_says(Path file) throws IOException {
        String text = GeneratedFiles.all().get(file);
        if (WRITES) {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        }

        assertThat(file)
                .as("%s is stale or missing: run ./fleet contracts", file)
                .exists();
        assertThat(Files.readString(file))
                .as("%s is stale: run ./fleet contracts", file)
                .isEqualTo(text);
    }

    @Test
    void nothing_else_lies_beside_the_generated_files() throws IOException {
        Set<Path> expected = new TreeSet<>(files());
        expected.add(BY_HAND);

        Set<Path> others = new TreeSet<>(contracts());
        others.removeAll(expected);
        if (WRITES) {
            for (Path other : others) {
                Files.delete(other);
            }
            return;
        }

        assertThat(others).as("no longer generated: run ./fleet contracts").isEmpty();
    }

    private static Set<Path> contracts() throws IOException {
        try (Stream<Path> files = Files.walk(GeneratedFiles.CONTRACTS)) {
            return new TreeSet<>(files.filter(Files::isRegularFile).toList());
        }
    }
}
