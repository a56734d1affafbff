package taskfleet.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.ApiClient;
import taskfleet.local.process.FleetFailure;

/** Requests to task-api as many users make them. */
final class Load {

    private final List<ApiClient> users;

    Load(List<ApiClient> users) {
        this.users = List.copyOf(users);
    }

    /** At fixed moments, however slow the answers are; a story is a weekly task that is created and then completed. */
    void storiesAtRate(int stories, Duration between) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            long start = System.nanoTime();
            for (int number = 0; number < stories; number++) {
                LockSupport.parkNanos(start + number * between.toNanos() - System.nanoTime());
                ApiClient user = users.get(number % users.size());
                all.add(threads.submit(() -> createAndComplete(user)));
            }
            join(all);
        }
    }

    /** As fast as {@code atOnce} clients get their answers. */
    void createTasks(int count, int atOnce) {
        var permits = new Semaphore(atOnce);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> all = new ArrayList<>();
            for (int number = 0; number < count; number++) {
                ApiClient user = users.get(number % users.size());
                permits.acquireUninterruptibly();
                all.add(threads.submit(() -> {
                    try {
                        return create(user);
                    } finally {
                        permits.release();
                    }
                }));
            }
            join(all);
        }
    }

    private static JsonNode createAndComplete(ApiClient user) {
        String id = create(user).path("id").asText();
        return user.post("/tasks/%s/complete".formatted(id), null).expect(200);
    }

    private static JsonNode create(ApiClient user) {
        Instant tomorrow = Instant.now().plus(1, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Map<String, Object> body = Map.of(
                "title", "Water the plants",
                "due_at", tomorrow.toString(),
                "recurrence", Map.of("rule", "FREQ=WEEKLY"),
                "reminders", List.of(Map.of("before_due", "PT1H")));
        return user.post("/tasks", body).expect(201);
    }

    private static void join(List<Future<?>> all) {
        try {
            for (Future<?> one : all) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new FleetFailure("load: a request failed (%s)".formatted(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FleetFailure("load: interrupted", e);
        }
    }
}
