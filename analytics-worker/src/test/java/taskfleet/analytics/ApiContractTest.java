package taskfleet.analytics;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.web.Router;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import taskfleet.kit.contract.ApiContract;
import taskfleet.kit.contract.ApiRequest;
import taskfleet.kit.contract.AuthorizationMatrix;
import taskfleet.kit.testing.HttpDoor;
import taskfleet.kit.testing.IdentityProvider;

/** The service and its {@code openapi.yaml} say the same. */
class ApiContractTest extends ApiContract {
    private static final RunningWorker worker = RunningWorker.start();
    private static final String ALICE =
            worker.token(new JsonObject().put("sub", "alice"), new JWTOptions().setExpiresInMinutes(60));

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Override
    protected Router routes() {
        return worker.publicRouter();
    }

    @Override
    protected HttpDoor door() {
        return worker.door();
    }

    @Override
    protected String token() {
        return ALICE;
    }

    @Override
    protected Map<String, String> target(ApiRequest request) {
        return Map.of();
    }

    @Test
    void no_operation_opens_to_a_token_that_does_not_hold() {
        try (var provider = IdentityProvider.start();
                var guarded = RunningWorker.start(provider.settings())) {
            await().until(() -> guarded.getWithToken(provider.token("owner"), "/analytics/summary")
                            .status()
                    == 200);

            new AuthorizationMatrix(DOCUMENT, guarded.door())
                    .refuse(provider.badTokens("owner"), 401, Map.of())
                    .check();
        }
    }
}
