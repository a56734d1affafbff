package taskfleet.local.chaos;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
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

    public RandomFaults(long seed, Duration length, int atOnce) {
        this.seed = seed;
        this.length = length;
        this.atOnce = atOnce;
    }

    @Override
    public String title() {
        return "random faults of seed %d for %d s, %d at once".formatted(seed, length.toSeconds(), atOnce);
    }

    @Override
    public List<Phase> play(Stage stage) {
        Instant begin = Instant.now();
        FaultPlan plan = plan();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            plan.lanes()
                    .forEach(lane -> threads.execute(() -> lane.forEach(fault -> {
                        awaitTimeFor(fault, begin, stage);
                        stage.injector().inject(fault);
                    })));
        }
        LockSupport.parkNanos(
                Duration.between(Instant.now(), begin.plus(length)).toNanos());
        stage.journal().note("all faults of the plan are done");
        plan.table().forEach(stage.journal()::add);
        return List.of(new Phase("in all", begin, Instant.now()));
    }

    FaultPlan plan() {
        return FaultPlan.of(seed, length, atOnce, EnumSet.allOf(Service.class), ChaosRun.REPLICAS);
    }

    /** Waits for its moment, and longer while the last fault is being mended: on a slow machine the run takes longer. */
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
