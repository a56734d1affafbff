package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.HttpDoor;

@ExtendWith(VertxExtension.class)
class UserTokensTest {
    private final Vertx vertx;
    private final HttpDoor door;

    UserTokensTest(Vertx vertx) {
        this.vertx = vertx;
        var config = UserTokens.Config.from(
                Settings.of(Map.of("DEVELOPMENT", "true", "JWT_HS256_SECRET", SampleTokens.SECRET)));
        this.door = UserTokensDoor.open(vertx, UserTokens.open(vertx, config));
    }

    @Test
    void the_subject_of_a_verified_token_is_the_user() {
        var answer = me(signed(SampleTokens.claims()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("alice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ["operator"]           | 200
            ["reader", "operator"] | 200
            ["reader"]             | 403
            []                     | 403
            """)
    void only_a_role_in_the_token_opens_what_is_for_that_role(String roles, int status) {
        var token = signed(SampleTokens.claims().put("roles", new JsonArray(roles)));

        assertThat(door.get("/desk", "Authorization", "Bearer " + token).status())
                .isEqualTo(status);
    }

    @Test
    void a_token_without_roles_opens_no_route_that_asks_for_one() {
        var answer = door.get("/desk", "Authorization", "Bearer " + signed(SampleTokens.claims()));

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }

    @Test
    void nothing_else_names_a_user() {
        var token = signed(SampleTokens.claims());

        var answer = door.get("/me?user=bob&sub=bob", "Authorization", "bearer " + token, "X-User", "bob");

        assertThat(answer.body()).isEqualTo("alice");
    }

    static Stream<JsonObject> claimsThatDoNotHold() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                SampleTokens.claims().put("exp", now - 60),
                SampleTokens.claims().put("nbf", now + 600),
                SampleTokens.claims().put("aud", "somebody-else"),
                SampleTokens.claims().put("aud", new JsonArray().add("one").add("other")),
                without("aud"),
                SampleTokens.claims().put("iss", "somebody-else"),
                without("iss"),
                without("exp"),
                without("sub"),
                SampleTokens.claims().put("sub", "  "));
    }

    @ParameterizedTest
    @MethodSource("claimsThatDoNotHold")
    void a_token_whose_claims_do_not_hold_here_is_refused(JsonObject claims) {
        assertRefused(me(signed(claims)));
    }

    static Stream<String> subjectsThatNoTableTakes() {
        return Stream.of("al\0ice", "x".repeat(256));
    }

    @ParameterizedTest
    @MethodSource("subjectsThatNoTableTakes")
    void a_subject_that_no_table_takes_is_refused_and_told_why(String subject) {
        var answer = me(signed(SampleTokens.claims().put("sub", subject)));

        assertRefused(answer);
        assertThat(answer.json().getString("detail")).contains("sub", "255 characters", "NUL");
    }

    @Test
    void a_subject_of_255_characters_is_a_user() {
        var subject = "x".repeat(255);

        assertThat(me(signed(SampleTokens.claims().put("sub", subject))).body()).isEqualTo(subject);
    }

    @Test
    void a_token_by_another_secret_is_refused() {
        assertRefused(me(SampleTokens.hs256(vertx, SampleTokens.claims(), "x".repeat(32))));
    }

    @Test
    void a_token_that_nobody_signed_is_refused() {
        assertRefused(me(SampleTokens.unsigned(SampleTokens.claims())));
    }

    @Test
    void a_token_whose_claims_were_changed_is_refused() {
        var bobs = SampleTokens.unsigned(SampleTokens.claims().put("sub", "bob"));
        var alices = signed(SampleTokens.claims());

        var forged = alices.split("\\.", -1)[0] + "." + bobs.split("\\.", -1)[1] + "." + alices.split("\\.", -1)[2];

        assertRefused(me(forged));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Basic YWxpY2U6cHc=", "Bearer not-a-token", "Bearer a.b.c"})
    void what_is_no_bearer_token_is_refused(String authorization) {
        assertRefused(door.get("/me", "Authorization", authorization));
    }

    @Test
    void a_request_without_authorization_is_refused() {
        assertRefused(door.get("/me"));
    }

    @Test
    void keys_come_from_exactly_one_place() {
        assertThatThrownBy(() -> check(Map.of())).hasMessageContaining("JWT_JWKS_URL");
        assertThatThrownBy(() ->
                        check(Map.of("JWT_HS256_SECRET", SampleTokens.SECRET, "JWT_JWKS_URL", "http://localhost/")))
                .hasMessageContaining("not both");
    }

    @Test
    void a_secret_is_for_development_only() {
        assertThatThrownBy(() -> check(Map.of("JWT_HS256_SECRET", SampleTokens.SECRET)))
                .hasMessageContaining("JWT_HS256_SECRET: a secret (expected: none in production")
                .hasMessageNotContaining(SampleTokens.SECRET);
        check(Map.of("JWT_HS256_SECRET", SampleTokens.SECRET, "DEVELOPMENT", "true"));
    }

    @Test
    void clocks_may_differ_by_a_little_only() {
        var keys = Map.of("JWT_JWKS_URL", "http://localhost/", "JWT_CLOCK_SKEW", "6m");

        assertThatThrownBy(() -> check(keys)).hasMessageContaining("JWT_CLOCK_SKEW: 6m (expected: at most 5m)");
    }

    @Test
    void a_secret_is_long_enough_and_never_told() {
        assertThatThrownBy(() -> check(Map.of("JWT_HS256_SECRET", "too-short-a-secret")))
                .hasMessageContaining("JWT_HS256_SECRET")
                .hasMessageContaining("at least 32")
                .hasMessageNotContaining("too-short-a-secret");
    }

    private static void check(Map<String, String> values) {
        var settings = Settings.of(values);
        UserTokens.Config.from(settings);
        settings.check();
    }

    private static JsonObject without(String claim) {
        var claims = SampleTokens.claims();
        claims.remove(claim);
        return claims;
    }

    private String signed(JsonObject claims) {
        return SampleTokens.hs256(vertx, claims, SampleTokens.SECRET);
    }

    private HttpDoor.Answer me(String token) {
        return door.get("/me", "Authorization", "Bearer " + token);
    }

    private static void assertRefused(HttpDoor.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.contentType()).isEqualTo("application/problem+json");
    }
}
