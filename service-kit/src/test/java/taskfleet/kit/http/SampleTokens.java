package taskfleet.kit.http;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/** Tokens as an identity provider would issue them, good ones and bad ones. */
final class SampleTokens {
    static final String SECRET = "a-secret-of-32-characters-or-more";

    private SampleTokens() {}

    /** Claims of alice's that hold for an hour. */
    static JsonObject claims() {
        long now = Instant.now().getEpochSecond();
        return new JsonObject()
                .put("sub", "alice")
                .put("iss", "taskfleet-dev")
                .put("aud", "taskfleet")
                .put("iat", now)
                .put("exp", now + 3600);
    }

    static String hs256(Vertx vertx, JsonObject claims, String secret) {
        var key = new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(secret);
        return sign(vertx, claims, key, new JWTOptions().setAlgorithm("HS256"));
    }

    static String rs256(Vertx vertx, JsonObject claims, KeyPair pair, String keyId) {
        return byKeyPair(vertx, claims, "RS256", pair, keyId);
    }

    static String es256(Vertx vertx, JsonObject claims, KeyPair pair, String keyId) {
        return byKeyPair(vertx, claims, "ES256", pair, keyId);
    }

    private static String byKeyPair(Vertx vertx, JsonObject claims, String algorithm, KeyPair pair, String keyId) {
        var pem = "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----"
                .formatted(
                        Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded()));
        var key = new PubSecKeyOptions().setAlgorithm(algorithm).setId(keyId).setBuffer(pem);
        var header = new JsonObject().put("kid", keyId);
        return sign(vertx, claims, key, new JWTOptions().setAlgorithm(algorithm).setHeader(header));
    }

    /** RFC 7519 section 6: claims that nobody vouches for. */
    static String unsigned(JsonObject claims) {
        var header = new JsonObject().put("typ", "JWT").put("alg", "none");
        return base64(header.encode().getBytes(StandardCharsets.UTF_8)) + "."
                + base64(claims.encode().getBytes(StandardCharsets.UTF_8)) + ".";
    }

    static KeyPair rsaKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static KeyPair ellipticKeys() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(256);
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The public key of an elliptic curve as RFC 7518 section 6.2 writes it. */
    static JsonObject ellipticJwk(KeyPair pair, String keyId) {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-256")
                .put("kid", keyId)
                .put("x", base64(of32Bytes(point.getAffineX())))
                .put("y", base64(of32Bytes(point.getAffineY())));
    }

    private static byte[] of32Bytes(BigInteger number) {
        var bytes = unsignedBytes(number.toByteArray());
        var padded = new byte[32];
        System.arraycopy(bytes, 0, padded, padded.length - bytes.length, bytes.length);
        return padded;
    }

    /** The public key as RFC 7517 writes it. */
    static JsonObject jwk(KeyPair pair, String keyId) {
        var key = (RSAPublicKey) pair.getPublic();
        return new JsonObject()
                .put("kty", "RSA")
                .put("use", "sig")
                .put("alg", "RS256")
                .put("kid", keyId)
                .put("n", base64(unsignedBytes(key.getModulus().toByteArray())))
                .put("e", base64(unsignedBytes(key.getPublicExponent().toByteArray())));
    }

    private static String sign(Vertx vertx, JsonObject claims, PubSecKeyOptions key, JWTOptions options) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key))
                .generateToken(claims, options.setNoTimestamp(true));
    }

    private static byte[] unsignedBytes(byte[] number) {
        return number[0] == 0 ? Arrays.copyOfRange(number, 1, number.length) : number;
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
