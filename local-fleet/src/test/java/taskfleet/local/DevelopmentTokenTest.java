package taskfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class DevelopmentTokenTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void token_names_its_user_and_is_good_for_twelve_hours() {
        String[] parts = DevelopmentToken.of("alice", CLOCK).split("\\.");

        JsonNode claims = Json.read(Base64.getUrlDecoder().decode(parts[1]));
        assertThat(parts).hasSize(3);
        assertThat(claims.get("sub").asText()).isEqualTo("alice");
        assertThat(claims.get("iss").asText()).isEqualTo("taskfleet-dev");
        assertThat(claims.get("aud").asText()).isEqualTo("taskfleet");
        assertThat(Instant.ofEpochSecond(claims.get("exp").asLong())).isEqualTo("2026-11-23T22:00:00Z");
    }
}
