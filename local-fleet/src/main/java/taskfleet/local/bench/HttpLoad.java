package taskfleet.local.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import taskfleet.local.DevelopmentToken;
import taskfleet.local.process.FleetFailure;

/** Users of task-api: as many as have connections, or as many as a rate needs. */
final class HttpLoad implements AutoCloseable {

    /** Of five tasks one comes again every week, and has a reminder. */
    private static final int RECURRING_ONE_OF = 5;
    /** A story creates, edits and completes its task; what follows a recurring one: the next task, a reminder of each. */
    private static final double EVENTS_PER_STORY = 3 + 3.0 / RECURRING_ONE_OF;

    private static final int MOST_CONNECTIONS = 64;
    private static final int IDLE_SECONDS = 30;

    private final HttpClient client;
    private final URI api;
    private final List<String> users;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    HttpLoad(Vertx vertx, URI api, List<String> users) {
        this.api = api;
        this.users = users;
        // Sooner than task-api does, which would close a connection at the moment that it is used again.
        var options = new HttpClientOptions().setKeepAliveTimeout(IDLE_SECONDS);
        this.client = vertx.createHttpClient(
                options, new PoolOptions().setHttp1MaxSize(MOST_CONNECTIONS).setMaxWaitQueueSize(-1));
        users.forEach(user -> tokens.put(user, DevelopmentToken.of(user, List.of(), Clock.systemUTC())));
    }

    /** One request on each connection at a time, for so long. */
    ClosedLoop.Result creates(int connections, Duration duration) {
        return ClosedLoop.during(duration, connections, () -> create(next()));
    }

    /** Pages of one task, so that each has as much in it, however many tasks its user has. */
    ClosedLoop.Result lists(int connections, Duration duration) {
        return ClosedLoop.during(
                duration, connections, () -> send(user(next()), HttpMethod.GET, "/tasks?limit=1", null, 200));
    }

    /** Creates exactly so many tasks. */
    void createTasks(int count, int connections) {
        ClosedLoop.times(count, connections, _ -> create(next()));
    }

    /** So many stories, one after the other on each connection. */
    void stories(int count, int connections) {
        ClosedLoop.times(count, connections, _ -> story(next()));
    }

    /** Stories at fixed moments, however slow the answers are; returns when all have ended. */
    void storiesAtRate(double eventsPerSecond, Duration duration) {
        double interval = 1e9 * EVENTS_PER_STORY / eventsPerSecond;
        int count = (int) (duration.toNanos() / interval);
        var failure = new Failure();
        var pending = new AtomicInteger();
        long start = System.nanoTime();
        for (int story = 0; story < count && failure.isNone(); story++) {
            LockSupport.parkNanos(start + (long) (story * interval) - System.nanoTime());
            pending.incrementAndGet();
            story(next()).onComplete(ended -> {
                pending.decrementAndGet();
                failure.note(ended.cause());
            });
        }
        BenchFleet.await("all answers", Duration.ofSeconds(60), () -> pending.get() == 0);
        failure.raise();
    }

    private Future<?> story(int number) {
        String user = user(number);
        return send(user, HttpMethod.POST, "/tasks", draft(number, isRecurring(number)), 201)
                .map(task -> "/tasks/" + task.getString("id"))
                .compose(task -> send(
                                user, HttpMethod.PATCH, task, new JsonObject().put("title", "Bread, " + number), 200)
                        .compose(edited -> send(user, HttpMethod.POST, task + "/complete", null, 200)));
    }

    private Future<?> create(int number) {
        return send(user(number), HttpMethod.POST, "/tasks", draft(number, false), 201);
    }

    private static JsonObject draft(int number, boolean recurring) {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        var draft = new JsonObject()
                .put("title", "Bread and milk, " + number)
                .put("description", "From the shop at the corner, before it closes")
                .put("priority", "high")
                .put("tags", List.of("errands", "food"))
                .put("due_at", tomorrow.toString());
        return recurring
                ? draft.put("recurrence", new JsonObject().put("rule", "FREQ=WEEKLY"))
                        .put("reminders", List.of(new JsonObject().put("before_due", "PT1H")))
                : draft;
    }

    private Future<JsonObject> send(
            String user, HttpMethod method, String path, @Nullable JsonObject body, int expected) {
        var options = new RequestOptions()
                .setMethod(method)
                .setHost(api.getHost())
                .setPort(api.getPort())
                .setURI(path)
                .putHeader("Authorization", "Bearer " + tokens.get(user));
        if (body != null) {
            options.putHeader(
                    "Content-Type",
                    method.equals(HttpMethod.PATCH) ? "application/merge-patch+json" : "application/json");
        }
        return client.request(options)
                .compose(request -> request.send(body == null ? Buffer.buffer() : body.toBuffer()))
                .compose(response -> response.body().map(answer -> {
                    if (response.statusCode() != expected) {
                        throw new FleetFailure("%s %s: %d %s (expected: %d)"
                                .formatted(method, path, response.statusCode(), answer, expected));
                    }
                    return answer.length() > 0 && answer.getByte(0) == '{' ? answer.toJsonObject() : new JsonObject();
                }));
    }

    private int next() {
        return numbers.getAndIncrement();
    }

    private String user(int number) {
        return users.get(number % users.size());
    }

    private static boolean isRecurring(int number) {
        return number % RECURRING_ONE_OF == 0;
    }

    @Override
    public void close() {
        client.close().await();
    }
}
