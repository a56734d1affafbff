package taskfleet.kit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.junit5.VertxExtension;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import taskfleet.kit.config.Settings;
import taskfleet.kit.testing.HttpDoor;

@ExtendWith(VertxExtension.class)
class KeySetTest {
    private static final KeyPair OLD = SampleTokens.rsaKeys();
    private static final KeyPair NEW = SampleTokens.rsaKeys();

    private final AtomicInteger fetches = new AtomicInteger();
    private final Vertx vertx;
    private final int providerPort;
    private final UserTokens tokens;
    private final HttpDoor door;
    private volatile String keySet = keySet(SampleTokens.jwk(OLD, "old"));

    KeySetTest(Vertx vertx) {
        this.vertx = vertx;
        var provider = vertx.createHttpServer()
                .requestHandler(request -> {
                    fetches.incrementAndGet();
                    request.response().end(keySet);
                })
                .listen(0)
                .await();
        this.providerPort = provider.actualPort();
        var settings =
                Map.of("JWT_JWKS_URL", "http://localhost:%d/keys".formatted(providerPort), "JWT_JWKS_REFRESH", "20ms");
        this.tokens = UserTokens.open(vertx, UserTokens.Config.from(Settings.of(settings)));
        this.door = UserTokensDoor.open(vertx, tokens);
    }

    @AfterEach
    void close() {
        tokens.close();
    }

    @Test
    void a_token_by_a_key_of_the_set_is_taken() {
        await().until(() -> me(OLD, "old") == 200);

        assertThat(me(NEW, "new")).isEqualTo(401);
        assertThat(me(NEW, "old")).isEqualTo(401);
    }

    @Test
    void a_token_signed_with_the_public_key_as_if_it_were_a_secret_is_refused() {
        await().until(() -> me(OLD, "old") == 200);
        var publicKey = SampleTokens.jwk(OLD, "old").getString("n");

        var answer = me(SampleTokens.hs256(vertx, SampleTokens.claims(), publicKey));

        assertThat(answer).isEqualTo(401);
    }

    @Test
    void a_token_that_nobody_signed_is_refused() {
        await().until(() -> me(OLD, "old") == 200);

        assertThat(me(SampleTokens.unsigned(SampleTokens.claims()))).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[{\"kty\": \"from-the-future\"}]"})
    void a_set_without_a_usable_key_does_not_let_unsigned_tokens_pass(String keys) {
        await().until(() -> me(OLD, "old") == 200);

        keySet = "{\"keys\": %s}".formatted(keys);
        int before = fetches.get();
        await().until(() -> fetches.get() >= before + 3);

        assertThat(me(SampleTokens.unsigned(SampleTokens.claims()))).isEqualTo(401);
        assertThat(me(SampleTokens.unsigned(SampleTokens.claims()) + "x")).isEqualTo(401);
    }

    @Test
    void keys_that_the_provider_changes_are_taken_over_without_a_restart() {
        await().until(() -> me(OLD, "old") == 200);

        keySet = keySet(SampleTokens.jwk(NEW, "new"));

        await().until(() -> me(NEW, "new") == 200);
        assertThat(me(OLD, "old")).isEqualTo(401);
    }

    @Test
    void a_token_by_a_key_that_is_not_known_yet_has_the_set_fetched_once_in_a_while() {
        var settings = Map.of(
                "JWT_JWKS_URL", "http://localhost:%d/keys".formatted(providerPort), "JWT_JWKS_FETCH_INTERVAL", "1ms");
        var rare = Map.of(
                "JWT_JWKS_URL", "http://localhost:%d/keys".formatted(providerPort), "JWT_JWKS_FETCH_INTERVAL", "1h");
        tokens.close();
        try (var quick = UserTokens.open(vertx, UserTokens.Config.from(Settings.of(settings)));
                var slow = UserTokens.open(vertx, UserTokens.Config.from(Settings.of(rare)))) {
            var quickDoor = UserTokensDoor.open(vertx, quick);
            var slowDoor = UserTokensDoor.open(vertx, slow);
            await().until(() -> me(quickDoor, OLD, "old") == 200 && me(slowDoor, OLD, "old") == 200);

            keySet = keySet(SampleTokens.jwk(NEW, "new"));

            assertThat(me(slowDoor, NEW, "new")).isEqualTo(401);
            await().until(() -> me(quickDoor, NEW, "new") == 200);
            assertThat(me(quickDoor, OLD, "old")).isEqualTo(401);
        }
    }

    @Test
    void a_key_of_an_elliptic_curve_signs_as_well() {
        var elliptic = SampleTokens.ellipticKeys();

        keySet = keySet(SampleTokens.ellipticJwk(elliptic, "curve"));

        await().until(() -> me(SampleTokens.es256(vertx, SampleTokens.claims(), elliptic, "curve")) == 200);
    }

    @Test
    void a_secret_in_the_set_is_no_key() {
        await().until(() -> me(OLD, "old") == 200);
        var secret = "c".repeat(32);
        var encoded = Base64.getUrlEncoder().withoutPadding().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        var symmetric = new JsonObject().put("kty", "oct").put("alg", "HS256").put("k", encoded);

        keySet = keySet(symmetric, SampleTokens.jwk(NEW, "new"));
        await().until(() -> me(NEW, "new") == 200);

        assertThat(me(SampleTokens.hs256(vertx, SampleTokens.claims(), secret))).isEqualTo(401);
    }

    @Test
    void the_last_keys_stay_while_the_provider_answers_nonsense() {
        await().until(() -> me(OLD, "old") == 200);

        keySet = "<html>maintenance</html>";
        int before = fetches.get();
        await().until(() -> fetches.get() >= before + 3);

        assertThat(me(OLD, "old")).isEqualTo(200);
    }

    @Test
    void a_key_of_a_kind_that_is_not_known_leaves_the_others_of_its_set() {
        await().until(() -> me(OLD, "old") == 200);

        var odd = new JsonObject().put("kty", "from-the-future").put("kid", "odd");
        var encryption = SampleTokens.jwk(OLD, "enc").put("use", "enc").put("alg", "RSA-OAEP");
        keySet = keySet(odd, encryption, SampleTokens.jwk(NEW, "new"));

        await().until(() -> me(NEW, "new") == 200);
    }

    @Test
    void before_the_keys_are_there_nobody_passes(Vertx vertx) {
        var settings = Map.of("JWT_JWKS_URL", "http://localhost:1/keys");
        try (var early = UserTokens.open(vertx, UserTokens.Config.from(Settings.of(settings)))) {
            var answer = UserTokensDoor.open(vertx, early).get("/me", "Authorization", "Bearer a.b.c");

            assertThat(answer.status()).isEqualTo(503);
        }
    }

    private static String keySet(JsonObject... keys) {
        return new JsonObject().put("keys", new JsonArray(List.of(keys))).encode();
    }

    private int me(KeyPair signer, String keyId) {
        return me(SampleTokens.rs256(vertx, SampleTokens.claims(), signer, keyId));
    }

    private int me(HttpDoor at, KeyPair signer, String keyId) {
        var token = SampleTokens.rs256(vertx, SampleTokens.claims(), signer, keyId);
        return at.get("/me", "Authorization", "Bearer " + token).status();
    }

    private int me(String token) {
        return door.get("/me", "Authorization", "Bearer " + token).status();
    }
}
