package taskfleet.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What Dapr's sidecar injector takes. It passes over an annotation that it doesn't know, and a value that it can't read,
 * without a word, and the pod turns ready all the same; so they are compared with what its source knows.
 */
final class DaprAnnotations {
    private static final String PREFIX = "dapr.io/";
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern QUANTITY = Pattern.compile("\\d+(\\.\\d+)?(m|Ki|Mi|Gi|k|M|G)?");
    private static final Pattern DURATION = Pattern.compile("(\\d+(ms|s|m|h))+");

    /** Those that are text for the injector and yet have a form. */
    private static final Map<String, Pattern> FORMS = Map.of(
            "dapr.io/sidecar-cpu-request", QUANTITY,
            "dapr.io/sidecar-cpu-limit", QUANTITY,
            "dapr.io/sidecar-memory-request", QUANTITY,
            "dapr.io/sidecar-memory-limit", QUANTITY,
            "dapr.io/max-body-size", QUANTITY,
            "dapr.io/block-shutdown-duration", DURATION,
            "dapr.io/app-protocol", Pattern.compile("http|https|grpc|grpcs|h2c"),
            "dapr.io/log-level", Pattern.compile("debug|info|warn|error"),
            "dapr.io/sidecar-seccomp-profile-type", Pattern.compile("RuntimeDefault|Unconfined"));

    private static final JsonNode TYPES = types();

    private DaprAnnotations() {}

    /** What is wrong with those of a pod; nothing when all is well. */
    static List<String> faults(JsonNode annotations) {
        var faults = new ArrayList<String>();
        annotations.properties().forEach(annotation -> {
            if (annotation.getKey().startsWith(PREFIX)) {
                check(annotation.getKey(), annotation.getValue(), faults);
            }
        });
        return faults;
    }

    private static void check(String name, JsonNode value, List<String> faults) {
        if (!TYPES.has(name)) {
            faults.add("%s: unknown to Dapr".formatted(name));
        } else if (!value.isTextual()) {
            faults.add("%s: %s (expected: a text)".formatted(name, value));
        } else if (!fits(name, value.textValue())) {
            faults.add("%s: %s (expected: %s)".formatted(name, value, expected(name)));
        }
    }

    private static boolean fits(String name, String value) {
        return switch (TYPES.get(name).textValue()) {
            case "bool" -> value.equals("true") || value.equals("false");
            case "int", "int32" -> NUMBER.matcher(value).matches();
            default ->
                !FORMS.containsKey(name) || FORMS.get(name).matcher(value).matches();
        };
    }

    private static String expected(String name) {
        return FORMS.containsKey(name)
                ? FORMS.get(name).pattern()
                : TYPES.get(name).textValue();
    }

    private static JsonNode types() {
        try {
            var types = new JsonMapper()
                    .readTree(Tools.schemas().resolve("_dapr-annotations.json").toFile());
            if (types.size() < 40) {
                throw new IllegalStateException("Dapr's source was not understood: " + types);
            }
            return types;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
