package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.ext.web.Router;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import taskfleet.kit.contract.ApiContract;
import taskfleet.kit.contract.ApiRequest;
import taskfleet.kit.contract.AuthorizationMatrix;
import taskfleet.kit.testing.HttpDoor;
import taskfleet.kit.testing.IdentityProvider;
import taskfleet.kit.testing.TestDatabase;

/** The service and its {@code openapi.yaml} say the same. */
class ApiContractTest extends ApiContract {
    private static final RunningDesk desk = RunningDesk.start();
    private static final Operator olga = desk.operator("olga");

    @AfterAll
    static void stop() {
        desk.close();
    }

    @Override
    protected Router routes() {
        return desk.publicRouter();
    }

    @Override
    protected Set<String> pages() {
        return Set.of("/", "/assets/");
    }

    @Override
    protected HttpDoor door() {
        return desk.door();
    }

    @Override
    protected String token() {
        return olga.token();
    }

    @Override
    protected Map<String, String> target(ApiRequest request) {
        return aLetter(desk);
    }

    @Test
    void no_operation_opens_to_a_token_that_does_not_hold() {
        var settings = new HashMap<>(TestDatabase.create().environment());
        try (var provider = IdentityProvider.start()) {
            settings.putAll(provider.settings());
            try (var guarded = RunningDesk.start(settings)) {
                var owner = new Operator(guarded, provider.token("owner", "operator"));
                await().until(() -> owner.get("/dead-letters").status() == 200);
                var there = aLetter(guarded);

                new AuthorizationMatrix(DOCUMENT, guarded.door())
                        .refuse(provider.badTokens("owner", "operator"), 401, there)
                        .refuse(
                                Map.of(
                                        "without a role", provider.token("alice"),
                                        "with another role", provider.token("alice", "Operator", "reader")),
                                403,
                                there)
                        .check();
                assertThat(owner.get("/dead-letters/" + there.get("id")).text("status"))
                        .isEqualTo("open");
            }
        }
    }

    private static Map<String, String> aLetter(RunningDesk at) {
        var letter = SampleLetter.next();
        at.deliver(letter);
        return Map.of("id", letter.id());
    }
}
