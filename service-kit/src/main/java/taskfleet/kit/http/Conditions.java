package taskfleet.kit.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What a request demands of the version that it meets: its {@code If-Match} and {@code If-None-Match} (RFC 9110). */
public final class Conditions {
    private static final String IF_MATCH = "If-Match";
    private static final String IF_NONE_MATCH = "If-None-Match";

    private final Optional<EntityTags> ifMatch;
    private final Optional<EntityTags> ifNoneMatch;

    private Conditions(Optional<EntityTags> ifMatch, Optional<EntityTags> ifNoneMatch) {
        this.ifMatch = ifMatch;
        this.ifNoneMatch = ifNoneMatch;
    }

    /**
     * Those of a request.
     *
     * @throws Problem.ProblemException when one can't be read: 400
     */
    public static Conditions of(HttpServerRequest request) {
        return new Conditions(tags(request, IF_MATCH), tags(request, IF_NONE_MATCH));
    }

    /** Those of a part of a request, which says {@code If-Match} in its own way. */
    public static Conditions ofIfMatch(Optional<String> value) {
        return new Conditions(value.map(text -> EntityTags.parse(IF_MATCH, text)), Optional.empty());
    }

    /**
     * To be called where no write may be blind.
     *
     * @throws Problem.ProblemException without an {@code If-Match}: 428
     */
    public Conditions demandIfMatch() {
        if (ifMatch.isEmpty()) {
            throw Problem.preconditionRequired("If-Match: absent (expected: the ETag that you have seen, or *).")
                    .asException();
        }
        return this;
    }

    /**
     * To be called before a change of what has this tag now.
     *
     * @throws Problem.ProblemException when it isn't what the request is meant for: 412
     */
    public void checkWrite(String tag) {
        checkIfMatch(tag);
        if (holds(tag)) {
            throw failed(IF_NONE_MATCH, tag);
        }
    }

    /**
     * To be called before an answer with what has this tag now.
     *
     * @return whether the client has it already: then the answer is 304, without a body
     * @throws Problem.ProblemException when it isn't what the request is meant for: 412
     */
    public boolean isNotModified(String tag) {
        checkIfMatch(tag);
        return holds(tag);
    }

    private void checkIfMatch(String tag) {
        if (ifMatch.isPresent() && !ifMatch.get().matchStrongly(tag)) {
            throw failed(IF_MATCH, tag);
        }
    }

    private boolean holds(String tag) {
        return ifNoneMatch.isPresent() && ifNoneMatch.get().matchWeakly(tag);
    }

    private static Problem.ProblemException failed(String header, String tag) {
        return Problem.preconditionFailed(
                        "%s does not hold: the ETag is %s now. Nothing was changed.".formatted(header, tag))
                .asException();
    }

    /** A list may come as several headers (section 5.3). */
    private static Optional<EntityTags> tags(HttpServerRequest request, String header) {
        var values = request.headers().getAll(header);
        return values.isEmpty() ? Optional.empty() : Optional.of(EntityTags.parse(header, String.join(",", values)));
    }
}
