package taskfleet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.util.List;

/** Dead letters for people at a terminal. */
final class DeadLetterText {

    private static final String ROW = "%-36s  %-20s  %-16s  %-18s  %-20s  %s%n";
    private static final String FIELD = "%-16s %s%n";
    private static final List<String> FIELDS = List.of(
            "id",
            "status",
            "worker",
            "topic",
            "partition",
            "offset",
            "key",
            "event_id",
            "event_type",
            "user_id",
            "task_id",
            "reason",
            "detail",
            "attempts",
            "redrives",
            "first_failed_at",
            "failed_at");
    private static final int SECONDS = "2026-11-24T10:00:00".length();

    private DeadLetterText() {}

    static void printList(List<JsonNode> letters, PrintStream out) {
        if (letters.isEmpty()) {
            out.println("No letters");
            return;
        }
        out.printf(ROW, "ID", "FAILED", "WORKER", "TYPE", "REASON", "STATUS");
        for (JsonNode letter : letters) {
            out.printf(
                    ROW,
                    text(letter, "id"),
                    moment(letter, "failed_at"),
                    text(letter, "worker"),
                    letter.has("event_type") ? text(letter, "event_type") : "-",
                    text(letter, "reason"),
                    text(letter, "status"));
        }
    }

    static void printWhole(JsonNode letter, PrintStream out) {
        FIELDS.stream()
                .filter(letter::hasNonNull)
                .forEach(name -> out.printf(FIELD, name.replace('_', ' '), text(letter, name)));
        if (letter.has("not_redrivable_because")) {
            out.printf(FIELD, "not redrivable", text(letter, "not_redrivable_because"));
        }
        out.println();
        letter.path("history").forEach(step -> printStep(step, out));
        out.println();
        out.println(letter.has("event") ? printable(letter.get("event").toPrettyString()) : text(letter, "raw_text"));
    }

    private static void printStep(JsonNode step, PrintStream out) {
        String what = switch (text(step, "kind")) {
            case "failed" ->
                "%s after %s attempts: %s"
                        .formatted(text(step, "reason"), text(step, "attempts"), text(step, "detail"));
            case "settled" -> "%s: %s".formatted(text(step, "outcome"), text(step, "detail"));
            default -> "by %s: %s".formatted(text(step, "by"), text(step, "note"));
        };
        out.printf("%s  %-9s  redrive %s  %s%n", moment(step, "at"), text(step, "kind"), text(step, "redrive"), what);
    }

    private static String moment(JsonNode json, String name) {
        String time = text(json, name);
        return time.length() > SECONDS ? time.substring(0, SECONDS) + "Z" : time;
    }

    private static String text(JsonNode json, String name) {
        return printable(json.path(name).asText(""));
    }

    /** A letter may hold anything: no control character of it may reach the terminal. */
    private static String printable(String text) {
        return text.replaceAll("[\\p{Cc}&&[^\\n\\t]]", "\uFFFD");
    }
}
