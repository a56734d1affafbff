package taskfleet.desk;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.http.NextPage;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.UserTokens;

/** What the routes for operators do: they show letters, and take a person's word on them. */
final class LetterHandlers {
    private final ReviewStore letters;
    private final DecisionStore decisions;
    private final DeskMetrics metrics;
    private final Clock clock;
    private final DeskConfig.Limits limits;

    LetterHandlers(
            ReviewStore letters, DecisionStore decisions, DeskMetrics metrics, Clock clock, DeskConfig.Limits limits) {
        this.letters = letters;
        this.decisions = decisions;
        this.metrics = metrics;
        this.clock = clock;
        this.limits = limits;
    }

    void list(RoutingContext context) {
        var query = LetterQuery.read(context.queryParams(), limits);
        var found = letters.list(query);
        var page = found.subList(0, Math.min(found.size(), query.limit()));
        var items = new JsonArray();
        page.forEach(letter -> items.add(LetterJson.item(letter)));
        var answer = new JsonObject().put("dead_letters", items);
        if (found.size() > page.size()) {
            var cursor = LetterQuery.cursorBehind(page.getLast());
            answer.put("next_cursor", cursor);
            NextPage.link(context, cursor);
        }
        context.json(answer);
    }

    void summary(RoutingContext context) {
        var counts = letters.counts(LetterQuery.readStatus(context.queryParams(), limits));
        long total = counts.stream()
                .mapToLong(count -> ((JsonObject) count).getLong("count"))
                .sum();
        context.json(new JsonObject().put("total", total).put("counts", counts));
    }

    void get(RoutingContext context) {
        context.json(LetterJson.whole(find(letterId(context))));
    }

    void redrive(RoutingContext context) {
        decideOnOne(context, Decision.Kind.REDRIVEN, 202);
    }

    void discard(RoutingContext context) {
        decideOnOne(context, Decision.Kind.DISCARDED, 200);
    }

    void redriveMany(RoutingContext context) {
        decideOnMany(context, Decision.Kind.REDRIVEN);
    }

    void discardMany(RoutingContext context) {
        decideOnMany(context, Decision.Kind.DISCARDED);
    }

    private void decideOnOne(RoutingContext context, Decision.Kind kind, int status) {
        var id = letterId(context);
        var note = DecisionRequest.readNote(context, kind, limits);
        var decided = decisions.decide(List.of(id), decision(context, kind, note));
        metrics.decided(kind, decided.letters());
        if (decided.letters() == 0) {
            find(id);
            throw Problem.conflict("The letter can't be %s: %s."
                            .formatted(
                                    kind.wireName(),
                                    decided.refused().getFirst().why()))
                    .asException();
        }
        context.response().setStatusCode(status);
        context.json(LetterJson.whole(find(id)));
    }

    private void decideOnMany(RoutingContext context, Decision.Kind kind) {
        var request = DecisionRequest.read(context, kind, limits);
        var decision = decision(context, kind, request.note());
        context.json(
                switch (request.selection()) {
                    case DecisionRequest.Selection.These these -> tell(decisions.decide(these.ids(), decision), kind);
                    case DecisionRequest.Selection.AllOf all -> {
                        var selected = decisions.select(all, limits.selection());
                        yield tell(decisions.decideOnOpen(selected.ids(), decision), kind)
                                .put("remaining", selected.remaining());
                    }
                });
    }

    private JsonObject tell(DecisionStore.Decided decided, Decision.Kind kind) {
        metrics.decided(kind, decided.letters());
        var refused = new JsonArray();
        decided.refused()
                .forEach(refusal -> refused.add(new JsonObject()
                        .put("id", refusal.letterId().toString())
                        .put("why", refusal.why())));
        return new JsonObject().put(kind.wireName(), decided.letters()).put("refused", refused);
    }

    private Decision decision(RoutingContext context, Decision.Kind kind, @Nullable String note) {
        return new Decision(kind, Storable.name(UserTokens.userOf(context)), note, clock.instant());
    }

    private ReviewStore.Dossier find(UUID letterId) {
        return letters.find(letterId).orElseThrow(LetterHandlers::notThere);
    }

    private static UUID letterId(RoutingContext context) {
        try {
            return UUID.fromString(context.pathParam("id"));
        } catch (IllegalArgumentException e) {
            throw notThere();
        }
    }

    private static Problem.ProblemException notThere() {
        return Problem.notFound("There is no such dead letter.").asException();
    }
}
