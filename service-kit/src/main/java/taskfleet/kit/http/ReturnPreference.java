package taskfleet.kit.http;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How much of an answer the client wants: the preference {@code return} of the header {@code Prefer} (RFC 7240). */
public enum ReturnPreference {
    MINIMAL,
    REPRESENTATION,
    NONE;

    /** The first one counts; what isn't known is passed over, as section 2 says. */
    public static ReturnPreference of(HttpServerRequest request) {
        return request.headers().getAll("Prefer").stream()
                .flatMap(header -> Arrays.stream(header.split(",", -1)))
                .map(ReturnPreference::value)
                .flatMap(Optional::stream)
                .findFirst()
                .map(ReturnPreference::named)
                .orElse(NONE);
    }

    /** Tells the client that its preference was followed. */
    public void tell(RoutingContext context) {
        if (this != NONE) {
            context.response().putHeader("Preference-Applied", "return=" + name().toLowerCase(Locale.ROOT));
        }
    }

    /** Of one preference, {@code name=value;parameters}, the value if its name is {@code return}. */
    private static Optional<String> value(String preference) {
        var parts = preference.split(";", 2)[0].split("=", 2);
        return parts.length == 2 && parts[0].strip().equalsIgnoreCase("return")
                ? Optional.of(parts[1].strip().replace("\"", ""))
                : Optional.empty();
    }

    private static ReturnPreference named(String value) {
        return switch (value) {
            case "minimal" -> MINIMAL;
            case "representation" -> REPRESENTATION;
            default -> NONE;
        };
    }
}
