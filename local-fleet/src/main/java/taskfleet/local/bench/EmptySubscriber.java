package taskfleet.local.bench;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;
import taskfleet.local.ServiceReplica;

/** The limit of workers: an app behind the same sidecar that takes every event at once and does nothing with it. */
final class EmptySubscriber implements AutoCloseable {

    private static final String ROUTE = "/events";

    private final HttpServer server;
    private final AtomicLong taken = new AtomicLong();
    private final Histogram ages = new ConcurrentHistogram(3);
    private volatile boolean measuring;

    /** In the place of this replica, of which only the sidecar is to be started. */
    EmptySubscriber(BenchFleet fleet, ServiceReplica replica) {
        this.server = fleet.vertx().createHttpServer().requestHandler(this::answer);
        server.listen(replica.internalUrl().getPort(), "127.0.0.1").await();
        replica.startSidecar();
    }

    long taken() {
        return taken.get();
    }

    /** Reads from now on when each was sent, by {@link BarePublisher#sentNow}. */
    void measureAges() {
        ages.reset();
        measuring = true;
    }

    /** In milliseconds. */
    record Ages(double p50, double p99) {}

    Ages ages() {
        return new Ages(ages.getValueAtPercentile(50) / 1000.0, ages.getValueAtPercentile(99) / 1000.0);
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case "/dapr/subscribe" ->
                request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(new JsonArray()
                                .add(new JsonObject()
                                        .put("pubsubname", BenchFleet.PUBSUB)
                                        .put("topic", BenchFleet.TASKS)
                                        .put("route", ROUTE))
                                .toBuffer());
            case ROUTE ->
                request.body().onSuccess(body -> {
                    if (measuring) {
                        long sent = body.toJsonObject().getJsonObject("data").getLong("sent");
                        ages.recordValue((System.nanoTime() - sent) / 1_000);
                    }
                    taken.incrementAndGet();
                    request.response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"status\":\"SUCCESS\"}");
                });
            default -> request.response().end();
        }
    }

    @Override
    public void close() {
        server.close().await();
    }
}
