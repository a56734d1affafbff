package taskfleet.kit.http;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.auth.User;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import taskfleet.kit.config.Settings;

/**
 * Verifies the bearer token (JWT, RFC 7519) of every public request. Its {@code sub} is the user; nothing else names
 * one.
 */
public final class UserTokens implements Handler<RoutingContext>, AutoCloseable {
    private static final String USER = "taskfleet.user";
    private static final String ROLES = "taskfleet.roles";
    private static final String EXPIRY = "taskfleet.expiry";
    /** RFC 7515 section 3.1, with a signature: without any usable key, the verifier would let tokens of two parts pass. */
    private static final Pattern SIGNED = Pattern.compile("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    /** What OpenID Connect Core allows a {@code sub}, section 2. */
    private static final int MAX_USER_LENGTH = 255;

    private final Config config;
    private final TokenKeys keys;

    /**
     * Where the keys come from: exactly one of the two is set.
     *
     * @param secret for HS256, in development
     * @param jwksUrl of a JSON Web Key Set (RFC 7517)
     * @param rolesClaim the claim that lists the user's roles
     * @param clockSkew how far the provider's clock may be off
     * @param refresh how often the key set is fetched
     * @param fetchInterval how soon it may be fetched again for a token that names a key not in it
     */
    public record Config(
            Optional<String> secret,
            Optional<String> jwksUrl,
            String issuer,
            String audience,
            String rolesClaim,
            Duration clockSkew,
            Duration refresh,
            Duration fetchInterval) {
        private static final int MIN_SECRET_BYTES = 32; // RFC 7518 section 3.2
        private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(5);

        public static Config from(Settings settings) {
            var secret = settings.optional("JWT_HS256_SECRET");
            var jwksUrl = settings.optional("JWT_JWKS_URL");
            if (secret.isPresent() == jwksUrl.isPresent()) {
                settings.reject("JWT_JWKS_URL", "a URL here, or else a secret in JWT_HS256_SECRET, not both");
            }
            if (secret.isPresent() && secret.get().length() < MIN_SECRET_BYTES) {
                settings.rejectSecret("JWT_HS256_SECRET", "at least %d characters".formatted(MIN_SECRET_BYTES));
            }
            if (secret.isPresent() && !settings.flag("DEVELOPMENT", false)) {
                settings.rejectSecret(
                        "JWT_HS256_SECRET",
                        "none in production, but a key set in JWT_JWKS_URL; or else DEVELOPMENT=true");
            }
            var clockSkew = settings.duration("JWT_CLOCK_SKEW", Duration.ofSeconds(30));
            if (clockSkew.compareTo(MAX_CLOCK_SKEW) > 0) {
                settings.reject("JWT_CLOCK_SKEW", "at most 5m");
            }
            return new Config(
                    secret,
                    jwksUrl,
                    settings.text("JWT_ISSUER", "taskfleet-dev"),
                    settings.text("JWT_AUDIENCE", "taskfleet"),
                    settings.text("JWT_ROLES_CLAIM", "roles"),
                    clockSkew,
                    settings.duration("JWT_JWKS_REFRESH", Duration.ofMinutes(5)),
                    settings.duration("JWT_JWKS_FETCH_INTERVAL", Duration.ofSeconds(10)));
        }
    }

    private UserTokens(Config config, TokenKeys keys) {
        this.config = config;
        this.keys = keys;
    }

    public static UserTokens open(Vertx vertx, Config config) {
        return new UserTokens(config, TokenKeys.open(vertx, config));
    }

    /** The verified user of a request that came past {@link #handle}. */
    public static String userOf(RoutingContext context) {
        String user = context.get(USER);
        if (user == null) {
            throw new IllegalStateException("a route without verified user asks for one");
        }
        return user;
    }

    /** When the token of such a request expires: an answer that lasts ends then. */
    public static Instant expiryOf(RoutingContext context) {
        return context.get(EXPIRY, Instant.MAX);
    }

    /** To stand behind this handler: lets only users with that role pass. */
    public static Handler<RoutingContext> role(String role) {
        return context -> {
            Set<String> roles = context.get(ROLES, Set.of());
            if (roles.contains(role)) {
                context.next();
            } else {
                Problems.answer(context, Problem.forbidden("Your token lacks the role %s.".formatted(role)));
            }
        };
    }

    @Override
    public void handle(RoutingContext context) {
        if (!keys.areThere()) {
            Problems.answer(context, Problem.unavailable("The keys that verify tokens are not there yet."));
            return;
        }
        var token = bearer(context);
        if (token.isEmpty()) {
            refuse(context, "No bearer token (expected: an Authorization header with 'Bearer' and a signed JWT).");
            return;
        }
        keys.verify(token.get()).onComplete(answer -> {
            if (answer.failed() || subject(answer.result()).isEmpty()) {
                refuse(
                        context,
                        "The token is not valid here (expected: signed by a known key, in time, with sub and exp).");
                return;
            }
            var user = subject(answer.result()).get();
            if (!canBeStored(user)) {
                refuse(
                        context,
                        "The token's sub is not usable here (expected: up to %d characters, none of them NUL)."
                                .formatted(MAX_USER_LENGTH));
                return;
            }
            context.put(USER, user);
            context.put(ROLES, roles(answer.result()));
            context.put(EXPIRY, expiry(answer.result()));
            context.next();
        });
    }

    @Override
    public void close() {
        keys.close();
    }

    /** Of a token that ends; Vert.x keeps that claim among the attributes. */
    private static Optional<String> subject(User user) {
        return Optional.ofNullable(user.principal().getValue("sub"))
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .filter(name -> !name.isBlank() && user.attributes().containsKey("exp"));
    }

    private Set<String> roles(User user) {
        return user.principal().getValue(config.rolesClaim()) instanceof JsonArray roles
                ? roles.stream().map(String::valueOf).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /** Postgres takes no NUL; half of a surrogate pair has no form in UTF-8, and would make two users one. */
    private static boolean canBeStored(String user) {
        return user.length() <= MAX_USER_LENGTH
                && user.codePoints()
                        .noneMatch(character -> character == 0 || Character.getType(character) == Character.SURROGATE);
    }

    /** RFC 7519 section 4.1.4; the verifier has read it, and keeps it apart from the user's own claims. */
    private static Instant expiry(User user) {
        return user.attributes().getValue("exp") instanceof Number seconds
                ? Instant.ofEpochSecond(Math.min(seconds.longValue(), Instant.MAX.getEpochSecond()))
                : Instant.MAX;
    }

    private static Optional<String> bearer(RoutingContext context) {
        return Optional.ofNullable(context.request().getHeader("Authorization"))
                .filter(header -> header.toLowerCase(Locale.ROOT).startsWith("bearer "))
                .map(header -> header.substring("bearer ".length()).strip())
                .filter(token -> SIGNED.matcher(token).matches());
    }

    private static void refuse(RoutingContext context, String why) {
        context.response().putHeader("WWW-Authenticate", "Bearer");
        Problems.answer(context, Problem.unauthorized(why));
    }
}
