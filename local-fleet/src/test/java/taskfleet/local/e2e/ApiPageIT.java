package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;

/**
 * The page {@code /docs} of each service in a real browser. It is shown by a picture in {@code docs/}, which is taken
 * when a property names the folder: {@code -Dapi.picture=docs/images}.
 */
@Tag("e2e")
class ApiPageIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private static Browser browser;

    private final Fleet fleet = STARTED.get();

    @BeforeAll
    static void start() throws IOException {
        browser = Browser.start();
        browser.appear("light", 1200, 1500);
    }

    @AfterAll
    static void stop() throws IOException {
        browser.close();
    }

    @ParameterizedTest
    @CsvSource({
        "task-api,         Tasks,        tasks-listTasks",
        "analytics-worker, Analytics,    analytics-summary",
        "dead-letter-desk, Dead letters, letters-listLetters"
    })
    void a_call_is_tried_with_a_token_and_nothing_is_asked_of_anybody_else(
            String service, String title, String operation) {
        var url = fleet.service(service).url();
        browser.complaints();
        browser.requests();

        open(url, operation);
        authorize(fleet.token("alice", "operator"));
        click("#operations-" + operation + " .execute");
        awaitText("#operations-" + operation + " .live-responses-table .response-col_status", "200");

        assertThat(browser.run("return document.title")).isEqualTo(title);
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .isNotEmpty()
                .allMatch(asked -> asked.getAuthority().equals(url.getAuthority()));
    }

    @Test
    @EnabledIfSystemProperty(
            named = "api.picture",
            matches = ".+",
            disabledReason = "takes a picture only when asked to")
    void a_picture_shows_a_task_being_created() throws IOException {
        open(fleet.service("task-api").url(), "tasks-createTask");
        authorize(fleet.token("alice"));
        click("#operations-tasks-createTask .execute");
        awaitText("#operations-tasks-createTask .live-responses-table .response-col_status", "201");
        browser.run("document.querySelector('.information-container').scrollIntoView()");

        Path folder = Checkout.find().root().resolve(System.getProperty("api.picture"));
        Files.createDirectories(folder);
        Files.write(folder.resolve("api-page.png"), browser.picture());
    }

    private static void open(URI service, String operation) {
        browser.open(URI.create("about:blank"));
        browser.open(service.resolve("/docs#/" + operation.replaceFirst("-", "/")));
        await().atMost(PATIENCE)
                .until(() ->
                        !browser.all("#operations-" + operation + " .execute").isEmpty());
    }

    private static void authorize(String token) {
        click(".auth-wrapper .authorize");
        await().atMost(PATIENCE).until(() -> !browser.all(".modal-ux input").isEmpty());
        browser.the(".modal-ux input").sendKeys(token);
        click(".modal-ux .auth.authorize");
        click(".modal-ux .btn-done");
    }

    private static void click(String selector) {
        await().atMost(PATIENCE).until(() -> !browser.all(selector).isEmpty());
        browser.run("document.querySelector(`%s`).click()".formatted(selector));
    }

    private static void awaitText(String selector, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(browser.all(selector))
                        .anyMatch(element -> element.getText().contains(text)));
    }
}
