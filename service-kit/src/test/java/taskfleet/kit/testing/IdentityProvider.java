package taskfleet.kit.testing;

import com.sun.net.httpserver.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Who signs users' tokens in production: a key set on a port of its own, good tokens, and all kinds of bad ones. */
public final class IdentityProvider implements AutoCloseable {
    private static final String KEY_ID = "current";
    private final KeyPair keys = newKeys();
    private final HttpServer server;

    private IdentityProvider(HttpServer server) {
        this.server = server;
    }

    public static IdentityProvider start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            var provider = new IdentityProvider(server);
            server.createContext("/keys", exchange -> {
                var set = provider.keySet().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, set.length);
                exchange.getResponseBody().write(set);
                exchange.close();
            });
            server.start();
            return provider;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By which a service trusts it, and nobody else. */
    public Map<String, String> settings() {
        return Map.of(
                "DEVELOPMENT", "false",
                "JWT_HS256_SECRET", "",
                "JWT_JWKS_URL",
                        "http://127.0.0.1:%d/keys".formatted(server.getAddress().getPort()));
    }

    /** A good one. */
    public String token(String user, String... roles) {
        return signed(claims(user, roles));
    }

    /** Tokens for that user that must not pass, by what is wrong with each; {@code none} is no token at all. */
    public Map<String, String> badTokens(String user, String... roles) {
        long now = Instant.now().getEpochSecond();
        var good = claims(user, roles);
        var bad = new LinkedHashMap<String, String>();
        bad.put("none", "");
        bad.put("garbage", "no.jwt.atall");
        bad.put("expired", signed(good.copy().put("exp", now - 3600)));
        bad.put("without exp", signed(without("exp", good)));
        bad.put("not yet valid", signed(good.copy().put("nbf", now + 3600)));
        bad.put("wrong audience", signed(good.copy().put("aud", "somebody-else")));
        bad.put("wrong issuer", signed(good.copy().put("iss", "somebody-else")));
        bad.put("without sub", signed(without("sub", good)));
        bad.put("of another signer", rs256(good, newKeys(), KEY_ID));
        bad.put("alg none", encoded(header("none", KEY_ID)) + "." + encoded(good) + ".");
        bad.put("alg none with a signature", encoded(header("none", KEY_ID)) + "." + encoded(good) + ".AAAA");
        bad.put("HS256 by the public key", hs256(good, keys.getPublic().getEncoded()));
        bad.put("HS256 by the public key in PEM", hs256(good, pem(keys.getPublic())));
        bad.put("changed", changed(good));
        return bad;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static JsonObject claims(String user, String... roles) {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("sub", user)
                .put("iss", "taskfleet-dev")
                .put("aud", "taskfleet")
                .put("roles", new JsonArray(List.of(roles)))
                .put("iat", now)
                .put("exp", now + 3600);
    }

    private static JsonObject without(String claim, JsonObject claims) {
        var rest = claims.copy();
        rest.remove(claim);
        return rest;
    }

    private String changed(JsonObject good) {
        var parts = signed(good).split("\\.", -1);
        return parts[0] + "." + encoded(good.copy().put("sub", "somebody-else")) + "." + parts[2];
    }

    private String signed(JsonObject claims) {
        return rs256(claims, keys, KEY_ID);
    }

    private static String rs256(JsonObject claims, KeyPair pair, String keyId) {
        try {
            var text = encoded(header("RS256", keyId)) + "." + encoded(claims);
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(pair.getPrivate());
            signature.update(text.getBytes(StandardCharsets.US_ASCII));
            return text + "." + base64(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String hs256(JsonObject claims, byte[] secret) {
        try {
            var text = encoded(header("HS256", KEY_ID)) + "." + encoded(claims);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return text + "." + base64(mac.doFinal(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] pem(Key key) {
        return "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
                .formatted(Base64.getMimeEncoder().encodeToString(key.getEncoded()))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private String keySet() {
        var key = (RSAPublicKey) keys.getPublic();
        var modulus = key.getModulus().toByteArray();
        return new JsonObject()
                .put(
                        "keys",
                        JsonArray.of(new JsonObject()
                                .put("kty", "RSA")
                                .put("use", "sig")
                                .put("alg", "RS256")
                                .put("kid", KEY_ID)
                                .put(
                                        "n",
                                        base64(
                                                modulus[0] == 0
                                                        ? Arrays.copyOfRange(modulus, 1, modulus.length)
                                                        : modulus))
                                .put("e", base64(key.getPublicExponent().toByteArray()))))
                .encode();
    }

    private static JsonObject header(String algorithm, String keyId) {
        return new JsonObject().put("typ", "JWT").put("alg", algorithm).put("kid", keyId);
    }

    private static KeyPair newKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(JsonObject json) {
        return base64(json.encode().getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
