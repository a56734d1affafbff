package taskfleet.local;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** JSON Web Tokens (RFC 7519, HS256) that the services of a local fleet accept. */
public final class DevelopmentToken {

    private static final Duration LIFETIME = Duration.ofHours(12);

    private DevelopmentToken() {}

    /** A token whose {@code sub} is {@code user}, with what that user is besides. */
    public static String of(String user, List<String> roles, Clock clock) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user);
        claims.put("iss", LocalSettings.JWT_ISSUER);
        claims.put("aud", LocalSettings.JWT_AUDIENCE);
        if (!roles.isEmpty()) {
            claims.put("roles", roles);
        }
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(LIFETIME).getEpochSecond());
        String signed = encode(Json.write(Map.of("alg", "HS256", "typ", "JWT"))) + "." + encode(Json.write(claims));
        return signed + "." + encode(signature(signed));
    }

    private static byte[] signature(String signed) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] key = LocalSettings.JWT_HS256_SECRET.getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(key, mac.getAlgorithm()));
            return mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
