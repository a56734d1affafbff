package taskfleet.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import taskfleet.local.Checkout;
import taskfleet.local.Json;
import taskfleet.local.Tool;

/** A real Chromium without a window, with an empty profile, that can reach nothing but this machine. */
final class Browser implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String FIND_BARRIERS = """
            const done = arguments[arguments.length - 1];
            axe.run({resultTypes: ['violations']}).then(({violations}) => done(violations
                .filter(({impact}) => impact === 'serious' || impact === 'critical')
                .map(({id, help, nodes}) => `${id}: ${help}: ${nodes.map(node => node.html).join(' ')}`)))
            """;

    private final ChromeDriver driver;
    private final Path profile;

    private Browser(ChromeDriver driver, Path profile) {
        this.driver = driver;
        this.profile = profile;
    }

    static Browser start() throws IOException {
        var programs = Tool.CHROMIUM.find(Checkout.find()).split(File.pathSeparator, 2);
        var profile = Files.createTempDirectory("browser");
        var options = new ChromeOptions();
        options.setBinary(programs[0]);
        options.addArguments(
                "--headless=new",
                "--no-sandbox", // which root can't have
                "--disable-gpu",
                "--disable-quic",
                "--disable-sync",
                "--disable-background-networking",
                "--disable-component-update",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        options.setCapability("goog:loggingPrefs", logs);
        var service = new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(programs[1]))
                .usingAnyFreePort()
                .withTimeout(PATIENCE)
                .build();
        var browser = new Browser(new ChromeDriver(service, options), profile);
        browser.driver.manage().timeouts().scriptTimeout(PATIENCE);
        return browser;
    }

    /** As on a screen of this size, for somebody who prefers {@code light} or {@code dark}. */
    void appear(String scheme, int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    }

    void open(URI address) {
        driver.get(address.toString());
    }

    URI address() {
        return URI.create(Objects.requireNonNull(driver.getCurrentUrl()));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    WebElement the(String selector) {
        return driver.findElement(By.cssSelector(selector));
    }

    WebElement inFocus() {
        return driver.switchTo().activeElement();
    }

    /** Typed where the focus is, wherever a key takes it. */
    void press(CharSequence... keys) {
        for (var key : keys) {
            inFocus().sendKeys(key);
        }
    }

    /** The result of a script, as text. */
    String run(String script) {
        return String.valueOf(driver.executeScript(script));
    }

    byte[] picture() {
        return driver.getScreenshotAs(OutputType.BYTES);
    }

    /** What keeps people with disabilities out of the page as it is now, by axe-core: serious and critical ones. */
    List<?> barriers() {
        try (var script = Browser.class.getResourceAsStream("/axe.min.js")) {
            driver.executeScript(new String(script.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript(FIND_BARRIERS));
    }

    /** The errors in its console since it was asked last. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(entry -> entry.getMessage())
                .toList();
    }

    /** The addresses that it asked for since it was asked last; what a page holds as {@code data:} isn't asked for. */
    List<URI> requests() {
        var asked = new ArrayList<URI>();
        for (var entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            var message = Json.read(entry.getMessage().getBytes(UTF_8)).get("message");
            var address = message.at("/params/request/url").asText();
            if (message.get("method").textValue().equals("Network.requestWillBeSent") && !address.startsWith("data:")) {
                asked.add(URI.create(address));
            }
        }
        return asked;
    }

    @Override
    public void close() throws IOException {
        driver.quit();
        Folders.delete(profile);
    }
}
