package taskfleet.kit.http;

import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import taskfleet.kit.config.Settings;

/**
 * Lets each user make so many requests in a window of time, and tells them how many are left: the fields {@code
 * RateLimit} and {@code RateLimit-Policy} of draft-ietf-httpapi-ratelimit-headers-09. It counts in the memory of this
 * replica, and stands behind {@link UserTokens}.
 */
public final class RateLimit implements Handler<RoutingContext> {
    private static final String POLICY = "\"user\"";

    private final Config config;
    private final Clock clock;
    /** By user, the window that began first at the head. */
    private final SequencedMap<String, Window> windows = new LinkedHashMap<>();

    /**
     * How much is let through.
     *
     * @param requests of one user in one window; 0 for any number
     * @param users whose windows are kept at most; the oldest is forgotten for a new one
     */
    public record Config(int requests, Duration window, int users) {
        public static Config from(Settings settings) {
            return new Config(
                    settings.number("RATE_LIMIT_REQUESTS", 0, 0, 1_000_000),
                    settings.duration("RATE_LIMIT_WINDOW", Duration.ofMinutes(1)),
                    settings.number("RATE_LIMIT_USERS", 10_000, 1, 10_000_000));
        }

        boolean isOff() {
            return requests == 0;
        }
    }

    private record Window(Instant end, int requests) {}

    public RateLimit(Config config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void handle(RoutingContext context) {
        if (config.isOff()) {
            context.next();
            return;
        }
        var now = clock.instant();
        var window = count(UserTokens.userOf(context), now);
        long seconds = secondsUp(Duration.between(now, window.end()));
        int left = Math.max(0, config.requests() - window.requests());
        context.response()
                .putHeader("RateLimit-Policy", "%s;q=%d;w=%d".formatted(POLICY, config.requests(), seconds(config)))
                .putHeader("RateLimit", "%s;r=%d;t=%d".formatted(POLICY, left, seconds));
        if (window.requests() <= config.requests()) {
            context.next();
            return;
        }
        context.response().putHeader("Retry-After", String.valueOf(seconds));
        Problems.answer(
                context,
                Problem.quotaExceeded("More than %d requests in %d seconds. Nothing was done; try again in %d seconds."
                        .formatted(config.requests(), seconds(config), seconds)));
    }

    /** Counts a request into the window of its user, or into a new one. All instances of a verticle share it. */
    private synchronized Window count(String user, Instant now) {
        var known = windows.get(user);
        if (known != null && now.isBefore(known.end())) {
            int requests = Math.min(known.requests() + 1, config.requests() + 1);
            var counted = new Window(known.end(), requests);
            windows.put(user, counted); // keeps its place in the order
            return counted;
        }
        windows.remove(user);
        if (windows.size() >= config.users()) {
            windows.pollFirstEntry();
        }
        var first = new Window(now.plus(config.window()), 1);
        windows.put(user, first);
        return first;
    }

    private static long seconds(Config config) {
        return secondsUp(config.window());
    }

    private static long secondsUp(Duration duration) {
        return duration.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
