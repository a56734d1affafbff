package taskfleet.kit.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that tokens are verified with: the secret of a development setting, or the provider's key set, fetched again
 * as time goes by and when a token names a key that isn't in it.
 */
final class TokenKeys implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(TokenKeys.class);

    private final Vertx vertx;
    private final UserTokens.Config config;
    private final AtomicLong lastFetch = new AtomicLong();
    private volatile @Nullable Verifier verifier;
    private long refreshTimer = -1;

    /** What verifies signature and claims, and which keys it knows. */
    private record Verifier(JWTAuth auth, Set<String> keyIds) {}

    private TokenKeys(Vertx vertx, UserTokens.Config config) {
        this.vertx = vertx;
        this.config = config;
    }

    static TokenKeys open(Vertx vertx, UserTokens.Config config) {
        var keys = new TokenKeys(vertx, config);
        config.secret().ifPresentOrElse(keys::useSecret, keys::refresh);
        return keys;
    }

    /** Whether there are any to verify with. */
    boolean areThere() {
        return verifier != null;
    }

    /**
     * Verifies a token.
     *
     * @return its user; fails when it isn't signed by one of these keys, or doesn't hold here and now
     */
    Future<User> verify(String token) {
        var known = verifier;
        if (known == null) {
            return Future.failedFuture("no keys yet");
        }
        if (isByUnknownKey(token, known) && mayFetch()) {
            // Whoever signs with a new key needn't wait for the next refresh.
            return fetch().transform(fetched -> authenticate(token));
        }
        return authenticate(token);
    }

    @Override
    public void close() {
        vertx.cancelTimer(refreshTimer);
    }

    private Future<User> authenticate(String token) {
        var known = verifier;
        return known == null
                ? Future.failedFuture("no keys yet")
                : known.auth().authenticate(new TokenCredentials(token));
    }

    private boolean isByUnknownKey(String token, Verifier known) {
        return config.jwksUrl().isPresent()
                && keyId(token).filter(id -> !known.keyIds().contains(id)).isPresent();
    }

    private static Optional<String> keyId(String token) {
        try {
            var header = Base64.getUrlDecoder().decode(token.substring(0, token.indexOf('.')));
            return Optional.ofNullable(new JsonObject(new String(header, StandardCharsets.UTF_8)).getString("kid"));
        } catch (RuntimeException e) {
            return Optional.empty(); // the verifier says what it is
        }
    }

    /** Once in a while only: tokens with invented keys are no way to have the provider called. */
    private boolean mayFetch() {
        long last = lastFetch.get();
        long now = System.nanoTime();
        return now - last >= config.fetchInterval().toNanos() && lastFetch.compareAndSet(last, now);
    }

    private void useSecret(String secret) {
        var key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret);
        verifier = new Verifier(JWTAuth.create(vertx, checks().addPubSecKey(key)), Set.of());
    }

    private void refresh() {
        lastFetch.set(System.nanoTime());
        fetch().onComplete(done -> {
            var wait = areThere() ? config.refresh() : Duration.ofSeconds(1);
            refreshTimer = vertx.setTimer(wait.toMillis(), timer -> refresh());
        });
    }

    private Future<Void> fetch() {
        return request()
                .onSuccess(keys -> verifier = new Verifier(
                        JWTAuth.create(vertx, checks().setJwks(keys)),
                        keys.stream().map(key -> key.getString("kid", "")).collect(Collectors.toUnmodifiableSet())))
                .onFailure(
                        cause -> log.warn("the key set can't be fetched, keeping the last one: {}", cause.toString()))
                .mapEmpty();
    }

    private Future<List<JsonObject>> request() {
        var request = new RequestOptions()
                .setMethod(HttpMethod.GET)
                .setAbsoluteURI(config.jwksUrl().orElseThrow())
                .setTimeout(5_000);
        var client = vertx.createHttpClient();
        return client.request(request)
                .compose(sent -> sent.send().compose(response -> response.body()))
                .map(body -> body.toJsonObject().getJsonArray("keys").stream()
                        .map(JsonObject.class::cast)
                        .filter(TokenKeys::isPublicSigningKey)
                        .toList())
                .eventually(client::close);
    }

    /** RS256 and ES256. A set that has a secret in it, by mistake, must not make that secret a key. */
    private static boolean isPublicSigningKey(JsonObject key) {
        var algorithm = switch (key.getString("kty", "")) {
            case "RSA" -> "RS256";
            case "EC" -> "P-256".equals(key.getString("crv")) ? "ES256" : "";
            default -> "";
        };
        return !algorithm.isEmpty()
                && key.getString("use", "sig").equals("sig")
                && key.getString("alg", algorithm).equals(algorithm);
    }

    private JWTAuthOptions checks() {
        var checks = new JWTOptions()
                .setIssuer(config.issuer())
                .addAudience(config.audience())
                .setLeeway((int) config.clockSkew().toSeconds());
        return new JWTAuthOptions().setJWTOptions(checks);
    }
}
