package taskfleet.local.chaos.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import taskfleet.local.chaos.load.Reply.Answered;

/**
 * One user, who does one thing after the other as a sensible client would: what was refused goes to another replica,
 * and what got no answer is sent again where that is harmless, until there is one.
 */
final class TaskUser {

    private static final Duration GIVE_UP = Duration.ofSeconds(30);
    private static final Duration BEFORE_AGAIN = Duration.ofMillis(250);
    private static final int TASKS_IN_MIND = 40;
    /** Below the limit at which recurring-worker takes a series for a runaway. */
    private static final int COMPLETIONS_PER_SERIES = 12;

    /** A task as this user last saw it; {@code series} is null for one that doesn't recur. */
    private record Known(UUID id, @Nullable UUID series, boolean open) {}

    private final String name;
    private final UserClient client;
    private final Ledger ledger;
    private final Random random;
    private final Drafts drafts;
    private final List<Known> tasks = new ArrayList<>();
    private final Map<UUID, Integer> completions = new HashMap<>();

    TaskUser(String name, UserClient client, Ledger ledger, Random random) {
        this.name = name;
        this.client = client;
        this.ledger = ledger;
        this.random = random;
        this.drafts = new Drafts(name, random);
    }

    /** One write, with all that it takes to know its outcome. */
    void step() {
        int choice = random.nextInt(100);
        if (choice < 40) {
            create();
        } else if (choice < 60) {
            any(task -> true).ifPresentOrElse(this::edit, this::create);
        } else if (choice < 80) {
            any(this::mayComplete).ifPresentOrElse(this::complete, this::create);
        } else if (choice < 86) {
            any(task -> !task.open()).ifPresentOrElse(this::reopen, this::create);
        } else if (choice < 92) {
            any(task -> true).ifPresentOrElse(this::delete, this::create);
        } else {
            any(task -> task.series() != null).ifPresentOrElse(this::completeNewest, this::create);
        }
    }

    private void create() {
        Map<String, Object> draft = switch (random.nextInt(4)) {
            case 0 -> drafts.plain();
            case 1 -> drafts.recurring();
            default -> drafts.reminding();
        };
        // Sent twice it would be two tasks.
        settle("create", "POST", "/tasks", draft, null, false).ifPresent(answer -> learn("create", answer.body()));
    }

    private void edit(Known task) {
        change("patch", "PATCH", "/tasks/" + task.id(), drafts.edit(), task);
    }

    private void complete(Known task) {
        if (task.series() != null) {
            completions.merge(task.series(), 1, Integer::sum);
        }
        change("complete", "POST", "/tasks/%s/complete".formatted(task.id()), null, task);
    }

    private void reopen(Known task) {
        change("reopen", "POST", "/tasks/%s/reopen".formatted(task.id()), null, task);
    }

    private void delete(Known task) {
        Instant at = Instant.now();
        settle("delete", "DELETE", "/tasks/" + task.id(), null, task.id(), true)
                .ifPresent(answer ->
                        ledger.acknowledged(new Ledger.Acknowledged(at, name, "delete", task.id(), 0, "", "deleted")));
        tasks.remove(task);
    }

    /** The occurrence that a worker has made is found by its series. */
    private void completeNewest(Known task) {
        String path = "/tasks?series=%s&status=open&limit=1".formatted(task.series());
        if (client.send("GET", path, null) instanceof Answered answer && answer.isGood()) {
            for (JsonNode found : answer.body().path("tasks")) {
                Known newest = known(found);
                remember(newest);
                if (mayComplete(newest)) {
                    complete(newest);
                }
            }
        }
    }

    private void change(String verb, String method, String path, @Nullable Object body, Known task) {
        Optional<Answered> answer = settle(verb, method, path, body, task.id(), true);
        answer.ifPresentOrElse(found -> learn(verb, found.body()), () -> tasks.remove(task));
    }

    /**
     * Sends until the outcome is known.
     *
     * @param harmless whether it may be sent again when it may have happened already
     * @return the good answer; empty when there was none, which is then noted as far as it matters
     */
    private Optional<Answered> settle(
            String verb, String method, String path, @Nullable Object body, @Nullable UUID task, boolean harmless) {
        long deadline = System.nanoTime() + GIVE_UP.toNanos();
        String uncertain = null;
        do {
            switch (client.send(method, path, body)) {
                case Answered answer when answer.isAway() -> uncertain = answer.label();
                case Answered answer -> {
                    // Gone already: by the first of our own attempts.
                    boolean deleted = answer.status() == 404 && verb.equals("delete") && uncertain != null;
                    return answer.isGood() || deleted ? Optional.of(answer) : refused(verb, task, answer);
                }
                case Reply.Refused() -> {}
                case Reply.Lost(String why) -> uncertain = why;
            }
            if (uncertain != null && !harmless) {
                break;
            }
            LockSupport.parkNanos(BEFORE_AGAIN.toNanos());
        } while (System.nanoTime() < deadline);
        if (uncertain != null) {
            ledger.unknown(new Ledger.Unknown(Instant.now(), name, verb, task, uncertain));
        }
        return Optional.empty();
    }

    /** Gone (deleted, or an occurrence that was taken back) or in conflict: nothing happened. Anything else is news. */
    private Optional<Answered> refused(String verb, @Nullable UUID task, Answered answer) {
        if (answer.status() != 404 && answer.status() != 409) {
            ledger.surprised(new Ledger.Surprise(Instant.now(), name, verb, task, answer.status(), answer.body()));
        }
        return Optional.empty();
    }

    private void learn(String verb, JsonNode task) {
        remember(known(task));
        ledger.acknowledged(new Ledger.Acknowledged(
                Instant.now(),
                name,
                verb,
                UUID.fromString(task.path("id").asText()),
                task.path("version").asInt(),
                task.path("title").asText(),
                task.path("status").asText()));
    }

    private void remember(Known seen) {
        tasks.removeIf(task -> task.id().equals(seen.id()));
        tasks.add(seen);
        if (tasks.size() > TASKS_IN_MIND) {
            tasks.removeFirst();
        }
    }

    private static Known known(JsonNode task) {
        UUID series =
                task.has("series_id") ? UUID.fromString(task.path("series_id").asText()) : null;
        boolean open = task.path("status").asText().equals("open");
        return new Known(UUID.fromString(task.path("id").asText()), series, open);
    }

    private boolean mayComplete(Known task) {
        return task.open()
                && (task.series() == null || completions.getOrDefault(task.series(), 0) < COMPLETIONS_PER_SERIES);
    }

    private Optional<Known> any(Predicate<Known> wanted) {
        List<Known> fitting = tasks.stream().filter(wanted).toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }
}
