package taskfleet.kit.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** What keeps a page of ours to itself: all that it uses lies beside it; nothing else runs in it, frames it or is told. */
public final class PageHeaders implements Handler<RoutingContext> {
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private final String policy;

    private PageHeaders(String policy) {
        this.policy = policy;
    }

    public static PageHeaders strict() {
        return new PageHeaders(POLICY);
    }

    /**
     * For a page whose libraries bring more.
     *
     * @param more directives of Content-Security-Policy
     */
    static PageHeaders strictBut(String more) {
        return new PageHeaders(POLICY + "; " + more);
    }

    /** The names of the files stay the same over releases: a browser keeps them, and asks whether they still hold. */
    @Override
    public void handle(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", policy)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }
}
