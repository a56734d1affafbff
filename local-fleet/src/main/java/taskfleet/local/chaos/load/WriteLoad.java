package taskfleet.local.chaos.load;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;

/**
 * A steady load: at fixed moments, however slow the answers are, the user who has waited longest writes something. While
 * all wait for answers nobody writes, which is counted.
 */
public final class WriteLoad {

    /** So many for each write a second: with fewer, those who wait for an outage to end would be all there are. */
    private static final int USERS_PER_RATE = 3;

    private static final int FEWEST_USERS = 12;

    private final int writesPerSecond;
    private final Ledger ledger = new Ledger();
    private final Traffic traffic = new Traffic();
    private final BlockingQueue<TaskUser> idle = new LinkedBlockingQueue<>();
    private final AtomicInteger started = new AtomicInteger();
    private final AtomicInteger skipped = new AtomicInteger();
    private final ExecutorService pacemaker = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService writes = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ended;

    /**
     * Users named by the seed, who take their choices from it.
     *
     * @param token of a user, by name
     */
    public WriteLoad(int writesPerSecond, long seed, Endpoints endpoints, UnaryOperator<String> token) {
        this.writesPerSecond = writesPerSecond;
        for (int number = 1; number <= Math.max(FEWEST_USERS, USERS_PER_RATE * writesPerSecond); number++) {
            String name = "chaos-%d-%d".formatted(seed, number);
            var client = new UserClient(endpoints, token.apply(name), traffic);
            idle.add(new TaskUser(name, client, ledger, new Random(seed * 1_000_003 + number)));
        }
    }

    public void start() {
        pacemaker.execute(this::run);
    }

    /** Returns when every write that was begun has its outcome. */
    public void stop() {
        ended = true;
        pacemaker.close();
        writes.close();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Traffic traffic() {
        return traffic;
    }

    public int started() {
        return started.get();
    }

    /** Writes that were not made, since all users were waiting for answers. */
    public int skipped() {
        return skipped.get();
    }

    private void run() {
        long interval = Duration.ofSeconds(1).dividedBy(writesPerSecond).toNanos();
        long next = System.nanoTime();
        while (!ended) {
            TaskUser user = idle.poll();
            if (user == null) {
                skipped.incrementAndGet();
            } else {
                started.incrementAndGet();
                writes.execute(() -> stepOf(user));
            }
            next += interval;
            LockSupport.parkNanos(next - System.nanoTime());
        }
    }

    private void stepOf(TaskUser user) {
        try {
            user.step();
        } finally {
            idle.add(user);
        }
    }
}
