package taskfleet.local.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import taskfleet.local.ApiClient;
import taskfleet.local.ApiClient.Answer;
import taskfleet.local.Checkout;
import taskfleet.local.FleetRecord;
import taskfleet.local.Json;
import taskfleet.local.Service;
import taskfleet.local.process.FleetFailure;

/** {@code ./fleet dead-letters}: what workers gave up on, and what a person decides on it, at the desk that is up. */
@Command(name = "dead-letters", subcommandsRepeatable = false)
final class DeadLettersCommand {

    private static final String OPERATOR = "operator";
    private static final int PAGE = 100;

    private final PrintStream out = System.out;

    /** Which letters. */
    static final class Filters {

        @Option(names = "--worker")
        private @Nullable String worker;

        @Option(names = "--type", description = "of the event: task.created, ...")
        private @Nullable String type;

        @Option(names = "--reason", description = "a code: attempts-exhausted, ...")
        private @Nullable String reason;

        Map<String, String> given() {
            Map<String, String> given = new LinkedHashMap<>();
            put(given, "worker", worker);
            put(given, "type", type);
            put(given, "reason", reason);
            return given;
        }

        private static void put(Map<String, String> given, String name, @Nullable String value) {
            if (value != null) {
                given.put(name, value);
            }
        }
    }

    @Command(name = "list", description = "letters, newest failure first")
    int list(
            @Mixin Filters filters,
            @Option(
                            names = "--status",
                            description = "open, redriving, settled, discarded or all",
                            defaultValue = "open")
                    String status,
            @Option(names = "--user", description = "whose event it was") @Nullable String user,
            @Option(names = "--limit", description = "letters at most", defaultValue = "100") int limit,
            @Option(names = "--json", description = "for programs") boolean json) {
        Map<String, String> query = filters.given();
        Filters.put(query, "user", user);
        if (!status.equals("all")) {
            query.put("status", status);
        }
        List<JsonNode> letters = letters(query, limit);
        if (json) {
            printJson(letters);
        } else {
            DeadLetterText.printList(letters, out);
        }
        return 0;
    }

    @Command(name = "show", description = "a letter with its event and its history")
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--json", description = "for programs") boolean json) {
        JsonNode letter = answered(desk().get("/dead-letters/" + encoded(id)));
        if (json) {
            printJson(letter);
        } else {
            DeadLetterText.printWhole(letter, out);
        }
        return 0;
    }

    @Command(name = "redrive", description = "gives events to the workers that failed them, once more")
    int redrive(
            @Parameters(paramLabel = "ID", arity = "0..*") @Nullable List<String> ids,
            @Mixin Filters filters,
            @Option(names = "--note", description = "kept with the letter") @Nullable String note,
            @Option(names = "--json", description = "for programs") boolean json) {
        return decide("redrive", "redriven", new Decision(ids == null ? List.of() : ids, filters.given(), note), json);
    }

    @Command(name = "discard", description = "closes letters without their events")
    int discard(
            @Parameters(paramLabel = "ID", arity = "0..*") @Nullable List<String> ids,
            @Mixin Filters filters,
            @Option(names = "--note", description = "why; kept with the letter", required = true) String note,
            @Option(names = "--json", description = "for programs") boolean json) {
        return decide("discard", "discarded", new Decision(ids == null ? List.of() : ids, filters.given(), note), json);
    }

    /** On letters by their ids, or on all open ones of these filters. */
    private record Decision(
            List<String> ids,
            Map<String, String> where,
            @Nullable String note) {

        Map<String, Object> body() {
            if (ids.isEmpty() == where.isEmpty()) {
                throw new FleetFailure("dead-letters: %s (expected: ids, or one or more of --worker, --type, --reason)"
                        .formatted(ids.isEmpty() ? "neither ids nor filters" : "ids and filters"));
            }
            Map<String, Object> body = new LinkedHashMap<>();
            body.put(ids.isEmpty() ? "where" : "ids", ids.isEmpty() ? where : ids);
            if (note != null) {
                body.put("note", note);
            }
            return body;
        }
    }

    /** The desk takes so many in one call; what remains of a filter is asked for again. */
    private int decide(String verb, String counted, Decision decision, boolean json) {
        List<JsonNode> refused = new ArrayList<>();
        int done = 0;
        JsonNode answer;
        do {
            answer = answered(desk().post("/dead-letters/" + verb, decision.body()));
            done += answer.get(counted).intValue();
            answer.get("refused").forEach(refused::add);
        } while (answer.path("remaining").intValue() > 0 && answer.get(counted).intValue() > 0);
        if (json) {
            printJson(Map.of(counted, done, "refused", refused));
        } else {
            out.printf("%d %s%n", done, counted);
            refused.forEach(one -> out.printf(
                    "%s refused: %s%n",
                    one.get("id").textValue(), one.get("why").textValue()));
        }
        return refused.isEmpty() ? 0 : 1;
    }

    private List<JsonNode> letters(Map<String, String> filters, int limit) {
        ApiClient desk = desk();
        List<JsonNode> letters = new ArrayList<>();
        Map<String, String> query = new LinkedHashMap<>(filters);
        JsonNode page;
        do {
            query.put("limit", Integer.toString(Math.min(PAGE, limit - letters.size())));
            page = answered(desk.get("/dead-letters?" + encoded(query)));
            page.get("dead_letters").forEach(letters::add);
            query.put("cursor", page.path("next_cursor").asText());
        } while (page.has("next_cursor") && letters.size() < limit);
        return letters;
    }

    /** The person at this terminal, as an operator: decisions are kept with the name. */
    private static ApiClient desk() {
        return FleetRecord.ofFleetThatIsUp(Checkout.find().fleetDirectory())
                .client(Service.DEAD_LETTER_DESK, System.getProperty("user.name"), OPERATOR);
    }

    private static JsonNode answered(Answer answer) {
        JsonNode body = answer.body();
        if (answer.status() >= 300 || body == null) {
            throw new FleetFailure("%s: %d %s".formatted(answer.request(), answer.status(), told(body)));
        }
        return body;
    }

    /** What a problem says, in one line. */
    private static String told(@Nullable JsonNode problem) {
        if (problem == null) {
            return "";
        }
        List<String> told = new ArrayList<>();
        problem.path("errors")
                .forEach(error -> told.add(error.path("pointer").asText() + " "
                        + error.path("detail").asText()));
        return told.isEmpty()
                ? problem.path("detail").asText(problem.path("title").asText())
                : String.join("; ", told);
    }

    private void printJson(Object value) {
        out.println(new String(Json.write(value), StandardCharsets.UTF_8));
    }

    private static String encoded(Map<String, String> query) {
        List<String> parts = new ArrayList<>();
        query.forEach((name, value) -> parts.add(name + "=" + encoded(value)));
        return String.join("&", parts);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
