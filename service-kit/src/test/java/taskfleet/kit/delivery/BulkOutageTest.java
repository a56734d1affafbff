package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;
import taskfleet.events.Topic;
import taskfleet.kit.config.Settings;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.RecordingSidecar;

class BulkOutageTest {
    private final AtomicInteger attempts = new AtomicInteger();
    private final RecordingSidecar sidecar = new RecordingSidecar();

    @Test
    void outage_is_met_once_for_the_whole_bulk_and_all_of_it_comes_again() throws Exception {
        var settings = Settings.of(Map.of());

        try (var service = Service.start("worker", settings, Clock.systemUTC(), wired -> {})) {
            var statuses = deliver(service, SampleEvents.TASK_CREATED, SampleEvents.TASK_UPDATED);

            assertThat(statuses).containsExactly("RETRY", "RETRY");
            assertThat(attempts).hasValue(1);
            assertThat(sidecar.published).isEmpty();
        }
    }

    private List<Outcome> databaseIsAway(List<Event> events) {
        attempts.incrementAndGet();
        throw new UncheckedIOException(new ConnectException("connection refused"));
    }

    private List<String> deliver(Service service, Event... events) throws Exception {
        var router = Router.router(service.vertx());
        router.route().handler(BodyHandler.create(false));
        new Subscriptions(service, sidecar, new EventCodec(), "pubsub", DeliveryPolicy.from(service.settings()))
                .onBulk(Topic.TASKS, this::databaseIsAway)
                .mount(router);
        var server = service.vertx()
                .createHttpServer()
                .requestHandler(router)
                .listen(0)
                .await();
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:%d/api/events/tasks".formatted(server.actualPort())))
                .POST(BodyPublishers.ofString(bulk(events).encode()))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            var answer =
                    new JsonObject(client.send(request, BodyHandlers.ofString()).body());
            return answer.getJsonArray("statuses").stream()
                    .map(status -> ((JsonObject) status).getString("status"))
                    .toList();
        }
    }

    private static JsonObject bulk(Event... events) {
        var codec = new EventCodec();
        var entries = Stream.of(events)
                .map(event -> new JsonObject()
                        .put("entryId", event.id().toString())
                        .put("event", new JsonObject(Buffer.buffer(codec.write(event)))))
                .collect(Collectors.collectingAndThen(Collectors.toList(), JsonArray::new));
        return new JsonObject().put("entries", entries);
    }
}
