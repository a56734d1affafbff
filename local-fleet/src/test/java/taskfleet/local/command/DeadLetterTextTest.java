package taskfleet.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import taskfleet.local.Json;

class DeadLetterTextTest {

    private static final JsonNode LETTER = Json.read("""
            {"id": "5e97c46e-4949-55da-91fb-2eafb369ec82", "worker": "reminder-worker", "topic": "tasks",
             "event_type": "task.created", "reason": "attempts-exhausted", "detail": "no such table", "attempts": 4,
             "failed_at": "2026-11-25T09:53:52.552036Z", "redrives": 1, "status": "open", "redrivable": false,
             "not_redrivable_because": "it has no id", "raw_text": "bell \\u0007 and escape \\u001b[2J",
             "history": [
               {"kind": "failed", "at": "2026-11-25T09:53:52.552036Z", "redrive": 0, "reason": "attempts-exhausted",
                "detail": "no such table", "attempts": 4},
               {"kind": "redriven", "at": "2026-11-25T09:54:09Z", "redrive": 1, "by": "olga", "note": "table is back"},
               {"kind": "settled", "at": "2026-11-25T09:54:10Z", "redrive": 1, "outcome": "handled", "detail": ""}]}
            """.getBytes(StandardCharsets.UTF_8));

    @Test
    void a_list_has_a_line_for_each_letter() {
        String text = printed(out -> DeadLetterText.printList(List.of(LETTER), out));

        assertThat(text.lines()).hasSize(2);
        assertThat(text.lines().toList().getLast())
                .containsSubsequence(
                        "5e97c46e-4949-55da-91fb-2eafb369ec82",
                        "2026-11-25T09:53:52Z",
                        "reminder-worker",
                        "task.created",
                        "attempts-exhausted",
                        "open");
    }

    @Test
    void a_letter_has_its_fields_and_its_history() {
        String text = printed(out -> DeadLetterText.printWhole(LETTER, out));

        assertThat(text)
                .contains("failed     redrive 0  attempts-exhausted after 4 attempts: no such table")
                .contains("redriven   redrive 1  by olga: table is back")
                .contains("settled    redrive 1  handled")
                .contains("not redrivable   it has no id");
    }

    @Test
    void nothing_in_a_letter_moves_the_terminal() {
        String text = printed(out -> DeadLetterText.printWhole(LETTER, out));

        assertThat(text).contains("bell \uFFFD and escape \uFFFD[2J").doesNotContain("\u0007", "\u001b");
    }

    private static String printed(Consumer<PrintStream> printing) {
        var bytes = new ByteArrayOutputStream();
        printing.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
