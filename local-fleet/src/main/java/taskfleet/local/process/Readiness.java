package taskfleet.local.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Waiting until a program does its work, or has died, or took too long. */
public final class Readiness {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration BETWEEN_PROBES = Duration.ofMillis(50);
    private static final Duration PROBE_TIMEOUT = Duration.ofSeconds(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PROBE_TIMEOUT).build();

    private Readiness() {}

    /** One look; may throw when the program isn't there yet. */
    @FunctionalInterface
    public interface Probe {
        boolean isReady() throws Exception;
    }

    public static void await(ChildProcess process, String waitedFor, Probe probe) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!succeeds(probe)) {
            if (!process.isAlive()) {
                throw FleetFailure.diedWhileStarting(process);
            }
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw FleetFailure.notReadyInTime(process, waitedFor, LIMIT.toSeconds());
            }
            LockSupport.parkNanos(BETWEEN_PROBES.toNanos());
        }
    }

    public static void awaitHttp(ChildProcess process, URI uri) {
        await(process, "a 2xx answer from " + uri, () -> answersWell(uri));
    }

    public static boolean answersWell(URI uri) {
        HttpRequest request = HttpRequest.newBuilder(uri).timeout(PROBE_TIMEOUT).build();
        try {
            return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() / 100 == 2;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean succeeds(Probe probe) {
        try {
            return probe.isReady();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (Exception e) {
            return false;
        }
    }
}
