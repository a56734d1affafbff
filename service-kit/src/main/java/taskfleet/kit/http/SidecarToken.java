package taskfleet.kit.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import taskfleet.kit.config.Settings;

/** Lets only the sidecar pass: it sends the app token that both were given at start. */
public final class SidecarToken implements Handler<RoutingContext> {
    private static final String HEADER = "dapr-api-token";

    private final byte[] expected;

    private SidecarToken(String expected) {
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    public static SidecarToken from(Settings settings) {
        return new SidecarToken(settings.text("APP_API_TOKEN"));
    }

    @Override
    public void handle(RoutingContext context) {
        var given = context.request().getHeader(HEADER);
        // Constant time: how long a wrong token takes must not tell how much of it was right.
        if (given == null || !MessageDigest.isEqual(expected, given.getBytes(StandardCharsets.UTF_8))) {
            Problems.answer(context, Problem.unauthorized("This path is for the service's own sidecar."));
            return;
        }
        context.next();
    }
}
