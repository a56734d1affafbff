package taskfleet.tasks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Requests that meet. */
final class AtOnce {
    private AtOnce() {}

    /** All of them together, each held until the last is ready. */
    static List<ApiAnswer> atOnce(List<Callable<ApiAnswer>> calls) throws InterruptedException, ExecutionException {
        var barrier = new CyclicBarrier(calls.size());
        var answers = new ArrayList<ApiAnswer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var running = new ArrayList<Future<ApiAnswer>>();
            for (var call : calls) {
                running.add(threads.submit(() -> {
                    barrier.await();
                    return call.call();
                }));
            }
            for (var answer : running) {
                answers.add(answer.get());
            }
        }
        return answers;
    }
}
