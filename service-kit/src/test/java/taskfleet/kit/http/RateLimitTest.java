package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.SettableClock;

@ExtendWith(VertxExtension.class)
class RateLimitTest {
    private final Vertx vertx;
    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-02T08:00:00Z"));
    private final HttpClient client = HttpClient.newHttpClient();

    RateLimitTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void a_user_is_told_what_is_left_and_when_there_is_more() throws Exception {
        int port = listen(Map.of("RATE_LIMIT_REQUESTS", "2", "RATE_LIMIT_WINDOW", "60s"));

        var first = get(port, "alice");
        clock.advance(Duration.ofMillis(20_500));
        var second = get(port, "alice");
        var third = get(port, "alice");
        clock.advance(Duration.ofSeconds(40));
        var later = get(port, "alice");

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(header(first, "RateLimit-Policy")).isEqualTo("\"user\";q=2;w=60");
        assertThat(header(first, "RateLimit")).isEqualTo("\"user\";r=1;t=60");
        assertThat(header(second, "RateLimit")).isEqualTo("\"user\";r=0;t=40");
        assertThat(third.statusCode()).isEqualTo(429);
        assertThat(header(third, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(header(third, "RateLimit")).isEqualTo("\"user\";r=0;t=40");
        assertThat(header(third, "Retry-After")).isEqualTo("40");
        assertThat(later.statusCode()).isEqualTo(200);
        assertThat(header(later, "RateLimit")).isEqualTo("\"user\";r=1;t=60");
    }

    @Test
    void users_do_not_use_up_each_others_requests() throws Exception {
        int port = listen(Map.of("RATE_LIMIT_REQUESTS", "1"));

        assertThat(get(port, "alice").statusCode()).isEqualTo(200);
        assertThat(get(port, "bob").statusCode()).isEqualTo(200);
        assertThat(get(port, "alice").statusCode()).isEqualTo(429);
    }

    @Test
    void of_too_many_users_the_one_whose_window_is_oldest_is_forgotten() throws Exception {
        int port = listen(Map.of("RATE_LIMIT_REQUESTS", "1", "RATE_LIMIT_USERS", "2"));
        get(port, "alice");
        get(port, "bob");

        get(port, "carol");

        assertThat(get(port, "bob").statusCode()).isEqualTo(429);
        assertThat(get(port, "alice").statusCode()).isEqualTo(200);
    }

    @Test
    void it_is_off_unless_it_is_set() throws Exception {
        int port = listen(Map.of());

        var answer = get(port, "alice");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().map()).doesNotContainKeys("ratelimit", "ratelimit-policy");
    }

    private int listen(Map<String, String> settings) {
        var http = HttpConfig.from(Settings.of(Map.of()), 0, 0);
        var users = UserTokens.Config.from(Settings.of(Map.of("JWT_HS256_SECRET", SampleTokens.SECRET)));
        var router = HttpEndpoint.publicRouter(vertx, http);
        router.route("/me")
                .handler(UserTokens.open(vertx, users))
                .handler(new RateLimit(RateLimit.Config.from(Settings.of(settings)), clock))
                .handler(context -> context.end(UserTokens.userOf(context)));
        return HttpEndpoint.listen(vertx, http, 0, router).await().port();
    }

    private HttpResponse<String> get(int port, String user) throws Exception {
        var token = SampleTokens.hs256(vertx, SampleTokens.claims().put("sub", user), SampleTokens.SECRET);
        var request = HttpRequest.newBuilder(URI.create("http://localhost:%d/me".formatted(port)))
                .timeout(Duration.ofSeconds(20))
                .header("Authorization", "Bearer " + token)
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
