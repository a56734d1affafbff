package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProblemTypeTest {
    private static final Path PAGE = Path.of("../docs/problems.md");

    @ParameterizedTest
    @EnumSource
    void the_page_explains_it_with_its_status_and_title(ProblemType type) throws IOException {
        var name = type.uri().substring(type.uri().lastIndexOf(':') + 1);

        assertThat(Files.readString(PAGE)).contains("| `%s` | %d | %s |".formatted(name, type.status(), type.title()));
    }
}
