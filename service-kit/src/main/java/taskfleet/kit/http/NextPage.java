package taskfleet.kit.http;

import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The link from a page of a list to the one behind it: {@code Link} with {@code rel="next"} (RFC 8288). */
public final class NextPage {
    private static final String CURSOR = "cursor";

    private NextPage() {}

    /** Adds it to the answer: the same request, with another cursor. */
    public static void link(RoutingContext context, String cursor) {
        var others = context.queryParams().entries().stream()
                .filter(parameter -> !parameter.getKey().equals(CURSOR))
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()));
        var query =
                Stream.concat(others, Stream.of(CURSOR + "=" + encoded(cursor))).collect(Collectors.joining("&"));
        context.response()
                .putHeader(
                        "Link",
                        "<%s?%s>; rel=\"next\"".formatted(context.request().path(), query));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
