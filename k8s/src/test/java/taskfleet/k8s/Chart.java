package taskfleet.k8s;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A chart, by real Helm.
 *
 * @param name of its folder, and of the service
 */
record Chart(String name) {
    static final List<Chart> ALL = List.of(
            new Chart("task-api"),
            new Chart("recurring-worker"),
            new Chart("reminder-worker"),
            new Chart("analytics-worker"),
            new Chart("dead-letter-desk"));

    /** The oldest Kubernetes for which the charts are meant, and the newest. */
    static final List<String> KUBERNETES = List.of("1.30.0", "1.36.0");

    private static final Set<String> WITH_API = Set.of("task-api", "analytics-worker", "dead-letter-desk");

    boolean hasApi() {
        return WITH_API.contains(name);
    }

    LintResult lint() {
        return new Helm(path()).lint().strict().call();
    }

    /** What it makes of a value set, and of values beside it ({@code a.b.c} and what it is). */
    String render(Path values, Map<String, ?> more) {
        return render(values, more, KUBERNETES.getLast());
    }

    String render(Path values, Map<String, ?> more, String kubernetes) {
        var template = new Helm(path())
                .template()
                .withName("try")
                .withNamespace("taskfleet")
                .withKubeVersion(kubernetes)
                .withValuesFile(values);
        more.forEach(template::set);
        return template.call();
    }

    List<JsonNode> objects(Path values, Map<String, ?> more) {
        return Repository.documents(render(values, more));
    }

    Path path() {
        return Repository.path("charts").resolve(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
