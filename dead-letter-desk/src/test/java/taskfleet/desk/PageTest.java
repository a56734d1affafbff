package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PageTest {
    private static final RunningDesk desk = RunningDesk.start();

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Test
    void the_page_and_its_files_need_no_token_and_may_use_only_what_lies_beside_them() {
        var file = desk.get("/assets/probe.txt");

        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.body()).isEqualTo("a file beside those of the page\n");
        assertThat(file.headers().map())
                .extractingByKey("content-security-policy")
                .asString()
                .contains("default-src 'self'; ", "frame-ancestors 'none'");
        assertThat(file.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }

    @Test
    void the_page_is_what_the_root_shows() {
        var page = desk.get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().firstValue("Content-Security-Policy")).isPresent();
    }

    @Test
    void a_browser_that_keeps_a_file_is_told_when_it_still_holds() {
        var first = desk.get("/assets/probe.txt");
        var modified = first.headers().firstValue("Last-Modified").orElseThrow();

        var again = desk.get("/assets/probe.txt", "If-Modified-Since", modified);

        assertThat(first.headers().firstValue("Cache-Control")).hasValue("no-cache");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/assets/none.js",
                "/assets/..%2f..%2fdb%2fV1__dead_letters.sql",
                "/assets/%2e%2e/%2e%2e/logback.xml",
                "/db/V1__dead_letters.sql",
                "/assets/"
            })
    void nothing_else_on_the_classpath_is_served(String path) {
        var answer = desk.get(path);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }
}
