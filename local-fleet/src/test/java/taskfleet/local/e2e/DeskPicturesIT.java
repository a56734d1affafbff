package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;

/**
 * Takes the pictures of the page that {@code docs/} shows, when asked to by a property that names their folder: {@code
 * -Ddesk.pictures=docs/images}.
 */
@Tag("e2e")
@EnabledIfSystemProperty(named = "desk.pictures", matches = ".+", disabledReason = "takes pictures only when asked to")
class DeskPicturesIT {
    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private final Fleet fleet = STARTED.get();

    @Test
    void pictures_show_a_busy_day() throws IOException {
        SampleLetter.of("reminder-worker", "task.created", "alice")
                .titled("Water\u0000 the plants")
                .happen(fleet);
        SampleLetter.deliver(fleet, busyDay());
        Operator.of(fleet, "olga").awaitLetters("limit=200", 1 + busyDay().size());
        try (var page =
                DeskPage.in(Browser.start(), fleet.service("dead-letter-desk").url())) {
            page.open("?user=alice&type=task.created", fleet.token("olga", "operator"));
            page.awaitRows(1);
            page.press("j", Keys.ENTER);
            page.awaitLetter();
            page.press("r");
            page.click("#note");
            page.press("reminder-worker 1.4 takes such titles", Keys.TAB, Keys.TAB, Keys.ENTER);
            page.awaitText("#history", "Failed again");
            var letter = page.browser().run("return new URLSearchParams(location.search).get('letter')");
            page.open("?letter=" + letter, fleet.token("olga", "operator"));
            page.awaitRows(1 + busyDay().size());
            page.awaitText("#history", "Failed again");
            for (var scheme : List.of("light", "dark")) {
                page.browser().appear(scheme, 1440, 900);
                write(scheme.equals("light") ? "dead-letter-desk.png" : "dead-letter-desk-dark.png", page.browser());
            }
        }
    }

    private static void write(String name, Browser browser) throws IOException {
        Path folder = Checkout.find().root().resolve(System.getProperty("desk.pictures"));
        Files.createDirectories(folder);
        byte[] picture = browser.picture();
        assertThat(picture).hasSizeLessThan(300_000);
        Files.write(folder.resolve(name), picture);
    }

    private static List<SampleLetter> busyDay() {
        var letters = new ArrayList<SampleLetter>();
        var users = List.of("bob", "carol", "dmitri", "erin", "farid", "alice");
        var titles = List.of("Pay the rent", "Call Grandma", "Renew the passport", "Book the dentist", "Bins out");
        for (int i = 0; i < 23; i++) {
            var user = users.get(i % users.size());
            var letter = switch (i % 5) {
                case 0, 3 ->
                    SampleLetter.of("reminder-worker", "reminder.triggered", user)
                            .because("attempts-exhausted", "reminder-notification: 550 5.1.1 no such mailbox", 4);
                case 1 ->
                    SampleLetter.of("recurring-worker", "task.completed", user)
                            .because("runaway-series", "21 new occurrences in an hour (expected: at most 20)", 1);
                case 2 ->
                    SampleLetter.of("analytics-worker", "task.updated", user)
                            .because("schema-violation", "/data/due_at: '2027-02-30' (expected: a date)", 1);
                default ->
                    SampleLetter.of("analytics-worker", "task.created", user)
                            .because("attempts-exhausted", "numeric field overflow (22003)", 4);
            };
            letters.add(letter.titled(titles.get(i % titles.size())).ago(Duration.ofMinutes(3 + 7L * i * i)));
        }
        return letters;
    }
}
