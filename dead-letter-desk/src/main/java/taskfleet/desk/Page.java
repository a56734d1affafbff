package taskfleet.desk;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import taskfleet.kit.http.PageHeaders;

/**
 * The web page of the desk, from the classpath folder {@code web}. It holds no data and needs no token: it calls the
 * API with the one that its reader gives it.
 */
final class Page {
    private static final String FOLDER = "web";

    private Page() {}

    static void mount(Router router) {
        router.get("/").handler(PageHeaders.strict()).handler(StaticHandler.create(FOLDER));
        router.get("/assets/*").handler(PageHeaders.strict()).handler(StaticHandler.create(FOLDER + "/assets"));
    }
}
