package taskfleet.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import taskfleet.local.Checkout;
import taskfleet.local.Fleet;
import taskfleet.local.Service;
import taskfleet.local.process.ChildProcess;
import taskfleet.local.process.Program;

/** What {@code helm test} runs, on a fleet without a cluster. */
@Tag("e2e")
class InstallationCheckIT {
    @RegisterExtension
    static final StartedFleet STARTED = new StartedFleet(Set.of(Service.TASK_API, Service.ANALYTICS_WORKER));

    private final Fleet fleet = STARTED.get();

    @Test
    void it_passes_when_tasks_get_through_to_the_statistics() {
        var check = check(fleet.token("user-" + UUID.randomUUID()));

        assertThat(check.endsWell()).as(said(check)).isTrue();
        assertThat(said(check)).contains("3 tasks created, 0 requests failed", "counts 3 tasks");
    }

    @Test
    void it_fails_and_says_why_when_a_request_does() {
        var check = check("no token");

        assertThat(check.endsWell()).isFalse();
        assertThat(said(check)).contains("GET /analytics/summary: 401");
    }

    private ChildProcess check(String token) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return fleet.runDirectory()
                .start(new Program(
                        "installation-check-" + UUID.randomUUID(),
                        List.of(java, "-cp", "task-api/target/task-api.jar", "taskfleet.tasks.InstallationCheck"),
                        Map.of(
                                "CHECK_TASKS_URL",
                                fleet.service("task-api").url().toString(),
                                "CHECK_ANALYTICS_URL",
                                fleet.service("analytics-worker").url().toString(),
                                "CHECK_TASKS",
                                "3",
                                "CHECK_TOKEN",
                                token),
                        Checkout.find().root()));
    }

    private static String said(ChildProcess check) {
        return String.join("\n", check.log().lastLines(Integer.MAX_VALUE));
    }
}
