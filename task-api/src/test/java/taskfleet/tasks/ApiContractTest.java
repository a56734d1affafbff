package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
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
    private static final RunningTaskApi api = RunningTaskApi.start();
    private static final ApiUser alice = api.newUser();

    @AfterAll
    static void stop() {
        api.close();
    }

    @Override
    protected Router routes() {
        return api.publicRouter();
    }

    @Override
    protected HttpDoor door() {
        return api.door();
    }

    @Override
    protected String token() {
        return alice.token();
    }

    /** A task; a skip needs one that recurs. */
    @Override
    protected Map<String, String> target(ApiRequest request) {
        var task = JsonObject.of("title", "A task");
        if (request.operation().id().equals("skipTask")) {
            task.put("due_at", "2027-01-04T09:00:00+01:00")
                    .put("time_zone", "Europe/Berlin")
                    .put("recurrence", JsonObject.of("rule", "FREQ=WEEKLY;BYDAY=MO"));
        }
        return Map.of("id", alice.post(task).json().getString("id"));
    }

    @Test
    void no_operation_opens_to_a_token_that_does_not_hold() {
        try (var provider = IdentityProvider.start();
                var guarded = RunningTaskApi.start(provider.settings())) {
            var owner = new ApiUser(guarded, "owner", provider.token("owner"));
            owner.awaitKeys();
            var there = Map.of("id", owner.createId("title", "Nobody else's"));

            new AuthorizationMatrix(DOCUMENT, guarded.door())
                    .refuse(provider.badTokens("owner"), 401, there)
                    .hide(provider.token("somebody-else"), there)
                    .check();
            assertThat(owner.get("/tasks/" + there.get("id")).json().getInteger("version"))
                    .isEqualTo(1);
        }
    }
}
