package taskfleet.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes the READMEs of the charts from their values, and what is said of these in docs/configuration.md. */
final class ChartReadmes {
    private static final Pattern VALUE = Pattern.compile("( *)([A-Za-z]+):(?: (.*))?");
    private static final Pattern SETTING = Pattern.compile("\\| `([A-Z0-9_`, ]+)` \\| ([^|]*)\\|([^|]*)\\|");

    private ChartReadmes() {}

    /** One value of a chart. */
    private record Value(String name, String preset, String comment) {}

    static String library() {
        return """
                # fleet-service

                The library chart over which the charts of all services stand. In each of them the values below stand under
                the key `service`: `--set service.replicas=3`. Values that don't exist, or don't fit, are refused.

                | value | default | |
                |---|---|---|
                %s
                """.formatted(values(Repository.text("charts/fleet-service/values.yaml")).stream()
                .map(value ->
                        "| `service.%s` | %s | %s |".formatted(value.name(), code(value.preset()), value.comment()))
                .collect(Collectors.joining("\n")));
    }

    static String of(Chart chart) {
        var about = Repository.yaml("charts/%s/Chart.yaml".formatted(chart));
        return """
                # %1$s

                %2$s.

                ```bash
                helm upgrade --install %1$s charts/%1$s --namespace taskfleet%3$s
                ```

                What the cluster needs first, and the whole way from an empty one: [docs/kubernetes.md](../../docs/kubernetes.md).
                How it runs (image, replicas, resources, database, sidecar, scaling, network): the values of
                [fleet-service](../fleet-service/README.md). What it has of its own:

                | value | default | |
                |---|---|---|
                %4$s

                What a duration looks like, and the limits that several services have (`service.settings`):
                [docs/configuration.md](../../docs/configuration.md).
                """.formatted(
                        chart,
                        about.path("description").textValue(),
                        chart.hasApi()
                                ? " \\\n  --set service.users.jwksUrl=https://id.example.com/keys,service.users.issuer=https://id.example.com"
                                : "",
                        settings(chart));
    }

    private static String settings(Chart chart) {
        var rows = configuration();
        var lines = new ArrayList<String>();
        names(Repository.yaml("charts/%s/values.schema.json".formatted(chart)).at("/properties/settings"))
                .forEach(name -> lines.add(rows.stream()
                        .filter(row -> row.name().equals(name))
                        .map(row -> "| `settings.%s` | %s | %s |".formatted(name, row.preset(), row.comment()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(name + " is not in docs/configuration.md"))));
        values(Repository.text("charts/%s/values.yaml".formatted(chart))).stream()
                .filter(value -> !value.name().matches("service|settings"))
                .map(value -> "| `%s` | %s | %s |".formatted(value.name(), code(value.preset()), value.comment()))
                .forEach(lines::add);
        return String.join("\n", lines);
    }

    /** Which settings a schema allows. */
    static List<String> names(JsonNode settings) {
        var names = new ArrayList<String>();
        settings.path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The names of all settings of docs/configuration.md. */
    static List<String> configured() {
        return configuration().stream().map(Value::name).toList();
    }

    /** Every setting of docs/configuration.md; two in one line share their text, and have each its default. */
    private static List<Value> configuration() {
        var rows = new ArrayList<Value>();
        for (var line : Repository.text("docs/configuration.md").lines().toList()) {
            var row = SETTING.matcher(line);
            if (row.matches()) {
                var names = row.group(1).replace("`", "").split(", ", -1);
                var presets = row.group(2).strip().split(", ", -1);
                for (int i = 0; i < names.length; i++) {
                    var preset = presets.length == names.length
                            ? presets[i]
                            : row.group(2).strip();
                    rows.add(new Value(names[i], preset, row.group(3).strip()));
                }
            }
        }
        return rows;
    }

    /** The leaves of a file of values, each with the comment above it, or above what it belongs to. */
    private static List<Value> values(String yaml) {
        var values = new ArrayList<Value>();
        Deque<Value> parents = new ArrayDeque<>();
        var comment = new ArrayList<String>();
        for (var line : yaml.lines().toList()) {
            if (line.strip().startsWith("#")) {
                comment.add(line.strip().substring(1).strip());
                continue;
            }
            var value = VALUE.matcher(line);
            if (value.matches()) {
                int depth = value.group(1).length() / 2;
                while (parents.size() > depth) {
                    parents.pop();
                }
                var name = parents.isEmpty() ? value.group(2) : parents.peek().name() + "." + value.group(2);
                var found = new Value(name, value.group(3) == null ? "" : value.group(3), String.join(" ", comment));
                if (value.group(3) == null) {
                    parents.push(found);
                } else {
                    values.add(inheriting(found, parents.peek()));
                }
            }
            comment.clear();
        }
        return values;
    }

    private static Value inheriting(Value value, @Nullable Value parent) {
        return value.comment().isEmpty() && parent != null
                ? new Value(value.name(), value.preset(), parent.comment())
                : value;
    }

    private static String code(String preset) {
        return preset.equals("\"\"") || preset.equals("null") ? "" : "`" + preset + "`";
    }
}
