package taskfleet.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitedApiTest {
    @Test
    void a_user_with_too_many_requests_waits_and_no_other_does() {
        try (var api = RunningTaskApi.start(Map.of("RATE_LIMIT_REQUESTS", "2", "RATE_LIMIT_WINDOW", "60s"))) {
            var alice = api.newUser();
            alice.create("title", "Water");
            alice.list("");

            var tooMany = alice.list("");
            var bobs = api.newUser().list("");
            api.clock.advance(Duration.ofSeconds(60));
            var later = alice.list("");

            assertThat(tooMany.status()).isEqualTo(429);
            assertThat(tooMany.json().getString("type")).endsWith(":quota-exceeded");
            assertThat(tooMany.header("Retry-After")).isEqualTo("60");
            assertThat(bobs.status()).isEqualTo(200);
            assertThat(later.titles()).containsExactly("Water");
        }
    }
}
