package taskfleet.analytics;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import taskfleet.events.IanaTimeZone;
import taskfleet.kit.http.Problem;
import taskfleet.kit.http.Problem.Violation;
import taskfleet.kit.http.UserTokens;

/** The reports as the public routes serve them, each for the user of the token. */
final class ReportHandlers {
    private static final ZoneId UTC = ZoneId.of("UTC");
    private static final String DATE = "a date such as 2026-05-31";

    private final ReportStore store;
    private final Clock clock;
    private final AnalyticsConfig.Limits limits;

    ReportHandlers(ReportStore store, Clock clock, AnalyticsConfig.Limits limits) {
        this.store = store;
        this.clock = clock;
        this.limits = limits;
    }

    /** The query parameter {@code time_zone} says where today is. */
    void summary(RoutingContext context) {
        var violations = new ArrayList<Violation>();
        var today = today(context, violations);
        check(violations);
        context.json(store.summary(UserTokens.userOf(context), clock.instant(), today));
    }

    /** Every day from {@code from} to {@code to}, both included. */
    void daily(RoutingContext context) {
        var violations = new ArrayList<Violation>();
        var today = today(context, violations);
        var to = parameter(context, "to", today, DATE, ReportHandlers::date, violations);
        var from = parameter(
                context, "from", to.minusDays(limits.defaultDays() - 1L), DATE, ReportHandlers::date, violations);
        long days = ChronoUnit.DAYS.between(from, to) + 1;
        if (violations.isEmpty() && (days < 1 || days > limits.days())) {
            violations.add(Violation.of("?from", from, "1 to %d days up to %s".formatted(limits.days(), to)));
        }
        check(violations);
        context.json(new JsonObject()
                .put("from", from.toString())
                .put("to", to.toString())
                .put("days", store.days(UserTokens.userOf(context), from, to)));
    }

    /** The tags with the most tasks. */
    void tags(RoutingContext context) {
        var violations = new ArrayList<Violation>();
        int limit = parameter(
                context, "limit", limits.tags(), "a number from 1 to " + limits.tags(), this::tagLimit, violations);
        check(violations);
        context.json(new JsonObject().put("tags", store.tags(UserTokens.userOf(context), limit)));
    }

    /** ISO 8601 has years of any length and sign too; a report has no use for them, and the database no room. */
    private static LocalDate date(String text) {
        if (text.length() != LocalDate.EPOCH.toString().length()) {
            throw new DateTimeException(text);
        }
        return LocalDate.parse(text);
    }

    private int tagLimit(String text) {
        int limit = Integer.parseInt(text);
        if (limit < 1 || limit > limits.tags()) {
            throw new IllegalArgumentException(text);
        }
        return limit;
    }

    private LocalDate today(RoutingContext context, List<Violation> violations) {
        var zone = parameter(
                context, "time_zone", UTC, "an IANA time zone such as Europe/Berlin", IanaTimeZone::parse, violations);
        return LocalDate.ofInstant(clock.instant(), zone);
    }

    private static <T> T parameter(
            RoutingContext context,
            String name,
            T fallback,
            String expected,
            Function<String, T> parser,
            List<Violation> violations) {
        var text = context.queryParams().get(name);
        if (text == null) {
            return fallback;
        }
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            violations.add(Violation.of("?" + name, text, expected));
            return fallback;
        }
    }

    private static void check(List<Violation> violations) {
        if (!violations.isEmpty()) {
            throw Problem.invalid(violations).asException();
        }
    }
}
