package taskfleet.kit.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;

/**
 * The description of a service's public API: the OpenAPI document that it has as the resource {@code openapi.yaml}, and
 * the page {@code /docs} that shows it and tries its calls. Neither needs a token; the page uses its reader's.
 */
public final class ApiPage {
    /** Its routes, which are no part of the API that they describe. */
    public static final Set<String> PATHS = Set.of("/openapi.yaml", "/docs", "/docs/page.js", "/docs/assets/");

    private static final String FOLDER = "taskfleet/kit/docs/";
    private static final String LIBRARY = "META-INF/resources/webjars/swagger-ui/";
    private static final String LIBRARY_RELEASE = "/META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private ApiPage() {}

    public static void mount(Router router) {
        var document = Buffer.buffer(read("/openapi.yaml"));
        router.get("/openapi.yaml")
                .handler(PageHeaders.strict())
                .handler(context -> context.response()
                        .putHeader("Content-Type", "application/yaml")
                        .end(document));
        // Swagger UI draws its icons from data: addresses, and sets styles of single elements.
        var headers = PageHeaders.strictBut("img-src 'self' data:; style-src 'self' 'unsafe-inline'");
        router.get("/docs")
                .handler(headers)
                .handler(context -> context.response().sendFile(FOLDER + "index.html"));
        router.get("/docs/page.js")
                .handler(headers)
                .handler(context -> context.response().sendFile(FOLDER + "page.js"));
        router.get("/docs/assets/*").handler(headers).handler(StaticHandler.create(LIBRARY + libraryRelease()));
    }

    private static String libraryRelease() {
        var properties = new Properties();
        try (var file = open(LIBRARY_RELEASE)) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Objects.requireNonNull(properties.getProperty("version"));
    }

    private static byte[] read(String resource) {
        try (var file = open(resource)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        var file = ApiPage.class.getResourceAsStream(resource);
        if (file == null) {
            throw new IllegalStateException("resource: %s (expected: on the class path)".formatted(resource));
        }
        return file;
    }
}
