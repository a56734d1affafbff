package taskfleet.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

class DevelopmentTokenTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void token_names_its_user_and_is_good_for_twelve_hours() {
        String[] parts = DevelopmentToken.of("alice", List.of(), CLOCK).split("\\.");

        JsonNode claims = claims(parts);
        assertThat(parts).hasSize(3);
        assertThat(claims.get("sub").asText()).isEqualTo("alice");
        assertThat(claims.get("iss").asText()).isEqualTo("taskfleet-dev");
        assertThat(claims.get("aud").asText()).isEqualTo("taskfleet");
        assertThat(Instant.ofEpochSecond(claims.get("exp").asLong())).isEqualTo("2026-11-23T22:00:00Z");
        assertThat(claims.has("roles")).isFalse();
    }

    @Test
    void token_names_the_roles_of_its_user() {
        String[] parts = DevelopmentToken.of("olga", List.of("operator"), CLOCK).split("\\.");

        assertThat(claims(parts).get("roles").toString()).isEqualTo("[\"operator\"]");
    }

    private static JsonNode claims(String[] parts) {
        return Json.read(Base64.getUrlDecoder().decode(parts[1]));
    }
}
