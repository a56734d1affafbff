package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openqa.selenium.Keys;
import taskfleet.local.Fleet;

/** The page for those who review dead letters, in a real browser; every test has letters of users of its own. */
@Tag("e2e")
class DeskPageIT {
    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet();

    private static final String POISONER = newUser();

    private static Browser browser;
    private static DeskPage page;

    private final Fleet fleet = STARTED.get();
    private final Operator operator = Operator.of(fleet, "olga");
    private final String token = fleet.token("olga", "operator");
    private final String user = newUser();

    @BeforeAll
    static void open_a_browser() throws IOException {
        // Fails at its workers while the other tests run: that takes 7 s.
        SampleLetter.of("reminder-worker", "task.created", POISONER)
                .titled("Water\u0000 the plants")
                .happen(STARTED.get());
        browser = Browser.start();
        page = DeskPage.in(browser, STARTED.get().service("dead-letter-desk").url());
    }

    @AfterAll
    static void close_it() throws IOException {
        page.close();
    }

    @AfterEach
    void nothing_went_wrong_unseen_and_nothing_left_this_machine() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests())
                .filteredOn(request -> request.getScheme().startsWith("http"))
                .isNotEmpty()
                .allMatch(request -> request.getHost().equals("127.0.0.1"));
    }

    @Test
    void only_a_token_with_the_operators_role_signs_in() {
        page.openSignedOut();

        page.signIn("not a token");
        page.awaitText("#sign-in-error", "This is no token");
        page.signIn("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtYWxsb3J5In0.c2lnbmVk");
        page.awaitText("#sign-in-error", "A valid token is needed");
        page.signIn(fleet.token("alice"));
        page.awaitText("#sign-in-error", "operator");
        assertThat(browser.complaints()).hasSize(2).allMatch(complaint -> complaint.contains("status of 40"));

        page.signIn(token);
        page.awaitLive();
        assertThat(page.text("#session")).contains("olga");
    }

    @Test
    void a_token_in_the_address_signs_in_and_does_not_stay_there() {
        page.open("?status=all", token);

        assertThat(browser.address()).hasNoFragment().hasQuery("status=all");
        page.click("#sign-out");
        assertThat(page.shows("#sign-in")).isTrue();
        assertThat(browser.run("return sessionStorage.length")).isEqualTo("0");
    }

    @Test
    void a_click_on_a_count_filters_and_the_address_keeps_what_is_shown() {
        deliver(
                SampleLetter.of("analytics-worker", "task.created", user).because("too-many-hops", "9 hops", 1),
                SampleLetter.of("analytics-worker", "task.updated", user),
                SampleLetter.of("reminder-worker", "task.updated", user));
        page.open("?user=" + user, token);
        page.awaitRows(3);

        page.click("[data-facet=worker] [data-key=analytics-worker] a");
        page.awaitRows(2);
        page.click("[data-facet=reason] [data-key=too-many-hops] a");
        page.awaitRows(1);
        assertThat(browser.address())
                .hasParameter("user", user)
                .hasParameter("worker", "analytics-worker")
                .hasParameter("reason", "too-many-hops");
        page.reload();
        page.awaitRows(1);
        assertThat(page.rows().getFirst())
                .contains("Too many hops", "9 hops", "task.created", "analytics-worker", user);

        page.click("#chips [data-key=reason] a");
        page.awaitRows(2);
        page.click("[data-status=settled]");
        page.awaitText("#empty", "No letter matches these filters.");
    }

    @Test
    void a_letter_is_found_read_and_redriven_by_keyboard_alone() {
        deliver(SampleLetter.of("reminder-worker", "task.created", user).titled("Call Grandma"));
        page.open("", token);

        page.press("/", user, Keys.ENTER);
        page.awaitRows(1);
        page.press(Keys.TAB);
        page.press("j", Keys.ENTER);
        page.awaitLetter();
        assertThat(browser.inFocus().getAttribute("id")).isEqualTo("letter-title");
        assertThat(page.text(".facts")).contains("reminder-worker", user, "tasks · partition");
        assertThat(page.text("#payload"))
                .contains("\"title\": \"Call Grandma\"")
                .doesNotContain("dlreason");
        assertThat(page.text("#history")).contains("Failed in reminder-worker, attempts exhausted, after 4 attempts");

        page.press("r");
        assertThat(page.text("#confirm"))
                .contains(
                        "Redrive this letter?", "to topic tasks under its own key", "Only reminder-worker handles it");
        page.press(Keys.ENTER);
        page.awaitText("#notices", "1 letter redriven.");
        page.awaitText("#letter .badge", "Settled");
        page.awaitText("#history", "Settled: handled by reminder-worker");
        assertThat(page.text("#history")).contains("Redriven by olga");

        page.press(Keys.ESCAPE);
        assertThat(page.shows("#letter-content")).isFalse();
        page.awaitText("#empty", "No letter matches these filters.");
    }

    @Test
    void a_redriven_letter_that_fails_again_is_back_with_its_history() {
        operator.awaitLetters("worker=reminder-worker&user=" + POISONER, 1);
        page.open("?worker=reminder-worker&user=" + POISONER, token);
        page.awaitRows(1);
        page.click(".row a");
        page.awaitText("#payload", "Water\\u0000 the plants");

        page.press("r");
        page.click("#note");
        page.press("Mended, I hope", Keys.TAB, Keys.TAB, Keys.ENTER);
        page.awaitText("#history", "Failed again in reminder-worker");

        assertThat(page.text("#letter .badge")).isEqualTo("Open");
        assertThat(page.text("#history")).contains("Redriven by olga", "Mended, I hope");
        assertThat(page.text(".facts")).contains("once");
    }

    @Test
    void discarding_takes_a_note_and_keeps_it() {
        deliver(SampleLetter.of("analytics-worker", "task.created", user));
        page.open("?user=" + user, token);
        page.awaitRows(1);
        page.press("j", "d");

        page.press(Keys.TAB, Keys.TAB, Keys.ENTER);
        page.awaitText("#confirm-error", "Say why");
        assertThat(page.text("#confirm")).contains("Discard this letter?", "stays undone");
        page.press("A test of ours", Keys.TAB, Keys.TAB, Keys.ENTER);
        page.awaitText("#empty", "No letter matches these filters.");

        page.click("[data-status=discarded]");
        page.click(".row a");
        page.awaitText("#history", "Discarded by olga");
        assertThat(page.text("#history")).contains("A test of ours");
    }

    @Test
    void all_open_letters_of_a_reason_are_redriven_at_once() {
        var letter = SampleLetter.of("recurring-worker", "task.completed", user)
                .because("invalid-recurrence", "FREQ=FORTNIGHTLY (expected: a rule of RFC 5545)", 1);
        deliver(letter, letter, letter);
        page.open("?reason=invalid-recurrence", token);
        page.awaitRows(3);

        page.click("#redrive-reason");
        assertThat(page.text("#confirm"))
                .contains("Redrive all 3 letters?", "with the reason Invalid recurrence", "3 when last counted");
        page.press(Keys.ENTER);
        page.awaitText("#notices", "3 letters redriven.");

        page.click("[data-status=settled]");
        page.awaitRows(3);
    }

    @Test
    void what_strangers_wrote_is_text_and_nothing_else() {
        var hostile = "<img src=x onerror='document.title=1'>\u202e<script>document.title=2</script>";
        deliver(SampleLetter.of("analytics-worker", "task.created", user)
                .titled(hostile)
                .because("<b>bold</b>", hostile, 1));
        page.open("?user=" + user, token);
        page.awaitRows(1);
        page.click(".row a");
        page.awaitLetter();

        var shown = hostile.replace("\u202e", "\\u202e");
        assertThat(page.rows().getFirst()).contains(shown).containsIgnoringCase("<b>bold</b>");
        assertThat(page.text(".why")).contains(shown);
        assertThat(page.text("#payload")).contains(shown);
        assertThat(browser.all("main img, main script, main b")).isEmpty();
        assertThat(browser.run("return document.title")).isEqualTo("Dead letters");
    }

    @Test
    void bytes_that_are_no_json_are_shown_and_can_only_be_discarded() {
        var word = UUID.randomUUID().toString();
        SampleLetter.deliver(
                fleet, "tasks-dlq-recurring-worker", ("PK\u0000\u0003 " + word).getBytes(StandardCharsets.UTF_8));
        operator.awaitLetters("reason=unexplained&worker=recurring-worker", 1);
        page.open("?reason=unexplained&worker=recurring-worker", token);
        page.awaitRows(1);

        page.click(".row a");
        page.awaitText("#payload", "PK\\u0000\\u0003 " + word);
        assertThat(browser.the("#redrive-letter").isEnabled()).isFalse();
        assertThat(browser.the("#discard-letter").isEnabled()).isTrue();
    }

    @Test
    void what_comes_in_is_counted_and_moves_neither_focus_nor_selection() {
        deliver(SampleLetter.of("analytics-worker", "task.created", user));
        page.open("?user=" + user, token);
        page.awaitRows(1);
        page.press("j", "x");
        var focused = browser.inFocus();

        deliver(SampleLetter.of("analytics-worker", "task.created", user));
        page.awaitText("#changed", "The list has changed");

        assertThat(browser.inFocus()).isEqualTo(focused);
        assertThat(page.rows()).hasSize(1);
        assertThat(page.text("#selection")).contains("1 letter selected");
        page.click("#changed");
        page.awaitRows(2);
        assertThat(page.text("#selection")).contains("1 letter selected");
    }

    @Test
    void light_dark_and_narrow_pages_shut_nobody_out() {
        deliver(IntStream.range(0, 8)
                .mapToObj(_ -> SampleLetter.of("analytics-worker", "task.created", user))
                .toArray(SampleLetter[]::new));
        for (var scheme : List.of("light", "dark")) {
            for (var width : List.of(1440, 360)) {
                browser.appear(scheme, width, 800);
                page.open("?user=" + user, token);
                page.awaitRows(8);
                assertThat(browser.barriers()).as("list, %s, %d", scheme, width).isEmpty();
                page.press("j", "x", Keys.ENTER);
                page.awaitLetter();
                assertThat(browser.barriers())
                        .as("letter, %s, %d", scheme, width)
                        .isEmpty();
                page.press("d");
                assertThat(browser.barriers())
                        .as("dialog, %s, %d", scheme, width)
                        .isEmpty();
                assertThat(browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                        .as("fits, %s, %d", scheme, width)
                        .isEqualTo("true");
            }
        }
        browser.appear("light", 1440, 900);
    }

    /** Waits until the desk has them. */
    private void deliver(SampleLetter... letters) {
        int before = operator.letters("user=" + user).size();
        SampleLetter.deliver(fleet, List.of(letters));
        operator.awaitLetters("user=" + user, before + letters.length);
    }

    private static String newUser() {
        return "user-" + UUID.randomUUID();
    }
}
