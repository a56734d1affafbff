package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.config.Settings;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.HttpDoor;

class SidecarTokenTest {
    private static final String TOKEN = "the-app-token";

    private final AtomicInteger handled = new AtomicInteger();

    @AutoClose
    private final Service service =
            Service.start("sample", Settings.of(Map.of("APP_API_TOKEN", TOKEN)), Clock.systemUTC(), it -> {});

    private final HttpDoor door = open();

    @Test
    void the_sidecar_passes_with_the_token_that_both_were_given() {
        var answer = door.post("/job/a-reminder", "{}", "dapr-api-token", TOKEN);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(handled).hasValue(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "the-app-toke", "the-app-tokens", "The-App-Token", "Bearer the-app-token"})
    void whoever_has_another_token_is_refused(String token) {
        var answer = door.post("/job/a-reminder", "{}", "dapr-api-token", token);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
        assertThat(handled).hasValue(0);
    }

    @Test
    void whoever_has_no_token_learns_nothing_not_even_which_paths_there_are() {
        var onPath = door.post("/job/a-reminder", "{}");
        var elsewhere = door.get("/nowhere");

        assertThat(onPath.status()).isEqualTo(401);
        assertThat(elsewhere).isEqualTo(onPath);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics"})
    void operations_need_no_token(String path) {
        assertThat(door.get(path).status()).isEqualTo(200);
    }

    @Test
    void a_service_without_token_does_not_start() {
        var settings = Settings.of(Map.of("APP_API_TOKEN", " "));

        SidecarToken.from(settings);

        assertThatThrownBy(settings::check).hasMessageContaining("APP_API_TOKEN: not set");
    }

    private HttpDoor open() {
        var config = HttpConfig.from(service.settings(), 0, 0);
        var router = HttpEndpoint.internalRouter(service, config, SidecarToken.from(service.settings()));
        router.post("/job/:name").handler(context -> {
            handled.incrementAndGet();
            context.end();
        });
        return new HttpDoor(
                HttpEndpoint.listen(service.vertx(), config, 0, router).await().port());
    }
}
