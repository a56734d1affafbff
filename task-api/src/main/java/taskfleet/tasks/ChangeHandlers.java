package taskfleet.tasks;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;
import taskfleet.kit.http.UserTokens;

/** A user's own changes: by pages for a client that asks, and as a stream for one that listens. */
final class ChangeHandlers {
    private final ChangeStore store;
    private final EventStreams streams;
    private final Clock clock;
    private final FeedConfig config;

    ChangeHandlers(ChangeStore store, EventStreams streams, Clock clock, FeedConfig config) {
        this.store = store;
        this.streams = streams;
        this.clock = clock;
        this.config = config;
    }

    void list(RoutingContext context) {
        var since = cursor("?since", context.queryParams().get("since")).orElse(ChangeCursor.BEGINNING);
        int limit = limit(context.queryParams().get("limit"));
        var found = store.read(UserTokens.userOf(context), since, limit + 1);
        var page = found.subList(0, Math.min(found.size(), limit));
        if (page.isEmpty()) {
            refuseLaterThanNow(since);
        }
        var changes = new JsonArray();
        page.forEach(change -> changes.add(change.json()));
        var next = page.isEmpty() ? since : page.getLast().cursor();
        context.json(new JsonObject()
                .put("changes", changes)
                .put("next", next.toString())
                .put("more", found.size() > page.size()));
    }

    /** Begins behind the place that the client names, else with what changes from now on. */
    void stream(RoutingContext context) {
        var given = cursor("Last-Event-ID", context.request().getHeader("Last-Event-ID"))
                .or(() -> cursor("?since", context.queryParams().get("since")));
        given.ifPresent(this::refuseLaterThanNow);
        var response = context.response();
        var stream = new EventStream(
                UserTokens.userOf(context),
                UserTokens.expiryOf(context),
                response,
                config.streamBuffer(),
                given.orElseGet(store::now),
                clock.instant());
        response.closeHandler(gone -> streams.forget(stream));
        streams.begin(stream);
        if (response.closed()) {
            streams.forget(stream);
        }
    }

    /** Such a cursor is of another database, or this one was set back: what was read since then may not hold. */
    private void refuseLaterThanNow(ChangeCursor since) {
        if (since.transaction() > store.now().transaction()) {
            throw Problem.gone("The cursor isn't of this feed. Begin anew: read the changes without a cursor.")
                    .asException();
        }
    }

    private static Optional<ChangeCursor> cursor(String pointer, @Nullable String text) {
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(ChangeCursor.parse(text));
        } catch (IllegalArgumentException e) {
            throw invalid(pointer, text, "a cursor that the feed has given");
        }
    }

    private int limit(@Nullable String text) {
        if (text == null) {
            return config.page();
        }
        try {
            int number = Integer.parseInt(text);
            if (number >= 1 && number <= config.maxPage()) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        throw invalid("?limit", text, "a number from 1 to " + config.maxPage());
    }

    private static Problem.ProblemException invalid(String pointer, String value, String expected) {
        return Problem.invalid(List.of(Violation.of(pointer, value, expected))).asException();
    }
}
