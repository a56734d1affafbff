package taskfleet.kit.http;

import io.vertx.core.Vertx;
import java.util.Map;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.HttpDoor;

/** A public port: {@code GET /me} answers who the token's user is, {@code GET /desk} is for operators. */
final class UserTokensDoor {
    private UserTokensDoor() {}

    static HttpDoor open(Vertx vertx, UserTokens tokens) {
        var config = HttpConfig.from(Settings.of(Map.of()), 0, 0);
        var router = HttpEndpoint.publicRouter(vertx, config);
        router.route().handler(tokens);
        router.get("/me").handler(context -> context.end(UserTokens.userOf(context)));
        router.get("/desk").handler(UserTokens.role("operator")).handler(context -> context.end("welcome"));
        return new HttpDoor(
                HttpEndpoint.listen(vertx, config, 0, router).await().port());
    }
}
