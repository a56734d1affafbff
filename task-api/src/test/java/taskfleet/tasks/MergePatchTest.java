package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MergePatchTest {
    /** RFC 7396 appendix A, as far as both are objects: a patch of any other kind never comes past the body's reading. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"a":"b"}             | {"a":"c"}                 | {"a":"c"}
                    {"a":"b"}             | {"b":"c"}                 | {"a":"b","b":"c"}
                    {"a":"b"}             | {"a":null}                | {}
                    {"a":"b","b":"c"}     | {"a":null}                | {"b":"c"}
                    {"a":["b"]}           | {"a":"c"}                 | {"a":"c"}
                    {"a":"c"}             | {"a":["b"]}               | {"a":["b"]}
                    {"a":{"b":"c"}}       | {"a":{"b":"d","c":null}}  | {"a":{"b":"d"}}
                    {"a":[{"b":"c"}]}     | {"a":[1]}                 | {"a":[1]}
                    {"e":null}            | {"a":1}                   | {"e":null,"a":1}
                    {"a":"foo"}           | {"a":{"b":"c"}}           | {"a":{"b":"c"}}
                    {}                    | {"a":{"bb":{"ccc":null}}} | {"a":{"bb":{}}}
                    """)
    void a_patch_does_what_the_standard_says(String target, String patch, String result) {
        var merged = MergePatch.apply(new JsonObject(target), new JsonObject(patch));

        assertThat(merged).isEqualTo(new JsonObject(result));
    }

    @Test
    void the_target_stays_as_it_was() {
        var target = new JsonObject("{\"a\":{\"b\":1}}");

        MergePatch.apply(target, new JsonObject("{\"a\":{\"b\":null,\"c\":2}}"));

        assertThat(target).isEqualTo(new JsonObject("{\"a\":{\"b\":1}}"));
    }
}
