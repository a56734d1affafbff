package taskfleet.tasks;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import taskfleet.kit.config.Settings;

/**
 * What {@code helm test} runs in the cluster: as a user would, it creates tasks through the Service of task-api, waits until
 * analytics-worker has counted each once, and deletes them. Exit code 0 when no request failed and all were counted, 1 when
 * not, 2 when the environment can't be used.
 */
public final class InstallationCheck {
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(10);

    private final Vertx vertx = Vertx.vertx();
    /** Each request on a connection of its own, so that the Service spreads them over the pods there are then. */
    private final HttpClient client = vertx.createHttpClient(new HttpClientOptions().setKeepAlive(false));

    private final Config config;
    private final List<String> failures = new ArrayList<>();

    private InstallationCheck(Config config) {
        this.config = config;
    }

    /**
     * How to check.
     *
     * @param token of a user whose tasks nobody else changes meanwhile
     * @param tasks how many to create
     * @param pause between two of them
     * @param patience how long all of them may take to be counted
     */
    private record Config(
            String tasksUrl, String analyticsUrl, String token, int tasks, Duration pause, Duration patience) {
        static Config from(Settings settings) {
            var config = new Config(
                    settings.text("CHECK_TASKS_URL", "http://task-api"),
                    settings.text("CHECK_ANALYTICS_URL", "http://analytics-worker"),
                    settings.text("CHECK_TOKEN"),
                    settings.number("CHECK_TASKS", 1, 1, 100_000),
                    settings.duration("CHECK_PAUSE", Duration.ofMillis(100)),
                    settings.duration("CHECK_PATIENCE", Duration.ofSeconds(60)));
            settings.check();
            return config;
        }
    }

    /** Status 0 where there was none, and why. */
    private record Answer(int status, String body) {
        @Override
        public String toString() {
            return status + " " + body;
        }
    }

    public static void main(String[] arguments) throws InterruptedException {
        try {
            System.exit(new InstallationCheck(Config.from(Settings.of(System.getenv()))).isPassed() ? 0 : 1);
        } catch (Settings.InvalidSettings e) {
            System.out.println(e.getMessage());
            System.exit(2);
        }
    }

    private boolean isPassed() throws InterruptedException {
        var before = summary();
        if (before.status() != 200) {
            System.out.printf("GET /analytics/summary: %s (expected: 200)%n", before);
            return false;
        }
        var created = create();
        boolean complete = failures.isEmpty() && areCounted(counted(before) + created.size());
        created.forEach(this::delete);
        failures.forEach(System.out::println);
        return complete && failures.isEmpty();
    }

    /** Gives the places of those that were created. */
    private List<String> create() throws InterruptedException {
        var created = new ArrayList<String>();
        for (int number = 1; number <= config.tasks(); number++) {
            var task = JsonObject.of("title", "Installation check, task %d".formatted(number));
            var answer = send(HttpMethod.POST, config.tasksUrl() + "/tasks", task);
            if (answer.status() == 201) {
                created.add("/tasks/" + new JsonObject(answer.body()).getString("id"));
            } else {
                failures.add("POST /tasks: %s (expected: 201)".formatted(answer));
            }
            Thread.sleep(config.pause());
        }
        System.out.printf("%d tasks created, %d requests failed%n", created.size(), failures.size());
        return created;
    }

    private boolean areCounted(int expected) throws InterruptedException {
        var start = Instant.now();
        while (counted(summary()) < expected && Instant.now().isBefore(start.plus(config.patience()))) {
            Thread.sleep(Duration.ofMillis(100));
        }
        int counted = counted(summary());
        System.out.printf(
                "analytics-worker counts %d tasks of this user (expected: %d), after %d ms%n",
                counted, expected, Duration.between(start, Instant.now()).toMillis());
        return counted == expected;
    }

    private Answer summary() {
        return send(HttpMethod.GET, config.analyticsUrl() + "/analytics/summary", null);
    }

    /** Of this user, ever; -1 while it can't be told. */
    private static int counted(Answer summary) {
        return summary.status() == 200 ? new JsonObject(summary.body()).getInteger("created") : -1;
    }

    private void delete(String task) {
        var answer = send(HttpMethod.DELETE, config.tasksUrl() + task, null);
        if (answer.status() != 204) {
            failures.add("DELETE %s: %s (expected: 204)".formatted(task, answer));
        }
    }

    private Answer send(HttpMethod method, String url, @Nullable JsonObject body) {
        var request = new RequestOptions()
                .setMethod(method)
                .setAbsoluteURI(url)
                .setTimeout(REQUEST_TIMEOUT.toMillis())
                .putHeader("Authorization", "Bearer " + config.token());
        return client.request(request)
                .compose(sent -> body == null ? sent.send() : sent.send(body.toBuffer()))
                .compose(response ->
                        response.body().map(content -> new Answer(response.statusCode(), content.toString())))
                .otherwise(failure -> new Answer(0, String.valueOf(failure)))
                .await();
    }
}
