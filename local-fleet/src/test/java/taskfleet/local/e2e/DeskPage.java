package taskfleet.local.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.openqa.selenium.WebElement;

/** The page of the dead-letter-desk in a browser, as an operator sees and uses it. */
final class DeskPage implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Browser browser;
    private final URI desk;

    private DeskPage(Browser browser, URI desk) {
        this.browser = browser;
        this.desk = desk;
    }

    static DeskPage in(Browser browser, URI desk) {
        browser.appear("light", 1440, 900);
        return new DeskPage(browser, desk);
    }

    Browser browser() {
        return browser;
    }

    /** Opens a view, {@code ?user=...} for one, for whoever has the token, and waits until its letters are there. */
    void open(String view, String token) {
        // A new fragment alone would not load the page anew.
        browser.open(URI.create("about:blank"));
        browser.open(desk.resolve("/" + view + "#token=" + token));
        awaitLive();
    }

    void openSignedOut() {
        browser.open(desk.resolve("/"));
        browser.run("sessionStorage.clear()");
        browser.open(URI.create("about:blank"));
        browser.open(desk.resolve("/"));
    }

    void signIn(String token) {
        browser.the("#token").clear();
        browser.the("#token").sendKeys(token);
        click("#sign-in button");
    }

    /** Loads again what is open, as it is shared by its address. */
    void reload() {
        browser.open(browser.address());
        awaitLive();
    }

    void click(String selector) {
        awaitThat(selector + " to be there", () -> browser.the(selector).isDisplayed());
        browser.the(selector).click();
    }

    void press(CharSequence... keys) {
        browser.press(keys);
    }

    List<String> rows() {
        return browser.all("#rows .row").stream().map(WebElement::getText).toList();
    }

    /** Asks for the list as it is now whenever the page says that it has changed. */
    void awaitRows(int expected) {
        awaitThat(expected + " letters", () -> {
            if (shows("#changed")) {
                browser.the("#changed").click();
            }
            return rows().size() == expected;
        });
    }

    /** The text of a part, once it holds this. */
    String awaitText(String selector, String expected) {
        awaitThat(
                "%s to say '%s'".formatted(selector, expected),
                () -> text(selector).contains(expected));
        return text(selector);
    }

    String text(String selector) {
        return browser.the(selector).getText();
    }

    boolean shows(String selector) {
        return browser.the(selector).isDisplayed();
    }

    void awaitLive() {
        awaitText("#freshness", "Live");
    }

    void awaitLetter() {
        awaitThat("a letter to be open", () -> shows("#letter-content"));
    }

    private static void awaitThat(String what, Callable<Boolean> truth) {
        await(what).atMost(PATIENCE).ignoreExceptions().until(truth);
    }

    @Override
    public void close() throws IOException {
        browser.close();
    }
}
