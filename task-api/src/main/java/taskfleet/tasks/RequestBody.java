package taskfleet.tasks;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import taskfleet.kit.http.Problem;

/** The JSON object that every request with a body must bring. */
final class RequestBody {
    private RequestBody() {}

    /**
     * Reads it.
     *
     * @throws Problem.ProblemException when there is no body, or another one
     */
    static JsonObject of(RoutingContext context) {
        try {
            var body = context.body().asJsonObject();
            if (body != null) {
                return body;
            }
        } catch (DecodeException | ClassCastException e) {
            // told below, like no body at all
        }
        throw Problem.malformed("body: not readable (expected: one JSON object). Nothing was changed.")
                .asException();
    }
}
