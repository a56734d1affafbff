package taskfleet.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import taskfleet.local.Service;

/** Faults as a seed has them: for so long, so many at once. */
public final class RandomFaults implements Scenario {

    /** How long one fault waits until what the last one broke has been mended. */
    private static final Duration MENDING_LIMIT = Duration.ofSeconds(45);

    private final long seed;
    private final Duration length;
    private final int atOnce;
    private final Duration limit;

    /**
     * Faults to play.
     *
     * @param length of the plan, in which each fault has its moment
     * @param limit after which no fault comes, however far the plan is done: on a slow machine, where mending takes
     *     longer, a limit beyond the length lets more of them come
     */
    public RandomFaults(long seed, Duration length, int atOnce, Duration limit) {
        this.seed = seed;
        this.length = length;
        this.atOnce = atOnce;
        this.limit = limit;
    }

    @Override
    public String title() {
        return "random faults of seed %d for %d s, %d at once".formatted(seed, length.toSeconds(), atOnce);
    }

    @Override
    public List<Phase> play(Stage stage) {
        Instant begin = Instant.now();
        FaultPlan plan = plan();
        List<Fault> injected = new CopyOnWriteArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plan.lanes().forEach(lane -> threads.execute(() -> injectInTime(lane, begin, stage, injected)));
        }
        LockSupport.parkNanos(
                Duration.between(Instant.now(), begin.plus(length)).toNanos());
        stage.journal().note("%d of the plan's %d faults are done".formatted(injected.size(), plan.size()));
        new FaultPlan(List.of(injected)).table().forEach(stage.journal()::add);
        return List.of(new Phase("in all", begin, Instant.now()));
    }

    FaultPlan plan() {
        return FaultPlan.of(seed, length, atOnce, EnumSet.allOf(Service.class), ChaosRun.REPLICAS);
    }

    private void injectInTime(List<Fault> lane, Instant begin, Stage stage, List<Fault> injected) {
        for (Fault fault : lane) {
            awaitTimeFor(fault, begin, stage);
            if (Instant.now().isAfter(begin.plus(limit))) {
                return;
            }
            stage.injector().inject(fault);
            injected.add(fault);
        }
    }

    /** Waits for its moment, and longer while the last fault is being mended. */
    private void awaitTimeFor(Fault fault, Instant begin, Stage stage) {
        LockSupport.parkNanos(
                Duration.between(Instant.now(), begin.plus(fault.offset())).toNanos());
        if (atOnce == 1) {
            List<String> unwell = stage.health().await(MENDING_LIMIT);
            if (!unwell.isEmpty()) {
                stage.journal().note("  still: " + String.join(", ", unwell));
            }
        }
    }
}
