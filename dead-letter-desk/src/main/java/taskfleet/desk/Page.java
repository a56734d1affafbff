package taskfleet.desk;

import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.StaticHandler;

/**
 * The web page of the desk, from the classpath folder {@code web}. It holds no data and needs no token: it calls the
 * API with the one that its reader gives it.
 */
final class Page {
    private static final String FOLDER = "web";
    /** All that the page uses lies beside it, so nothing from elsewhere can run in it, frame it or be told by it. */
    private static final String POLICY =
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'";

    private Page() {}

    static void mount(Router router) {
        router.get("/").handler(Page::protect).handler(StaticHandler.create(FOLDER));
        router.get("/assets/*").handler(Page::protect).handler(StaticHandler.create(FOLDER + "/assets"));
    }

    /** The names of the files stay the same over releases: a browser keeps them, and asks whether they still hold. */
    private static void protect(RoutingContext context) {
        context.response()
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff");
        context.next();
    }
}
