package taskfleet.kit.delivery;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.SampleEvents;
import taskfleet.events.Topic;
import taskfleet.kit.config.Settings;
import taskfleet.kit.http.HttpConfig;
import taskfleet.kit.http.HttpEndpoint;
import taskfleet.kit.http.SidecarToken;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.HttpDoor;
import taskfleet.kit.testing.RecordingSidecar;
import taskfleet.kit.testing.SettableClock;

/** A whole worker in this process, whose sidecar is the test: events come in by its internal port. */
final class SampleWorker implements AutoCloseable {
    static final String NAME = "sample-worker";
    static final String TOKEN = "the-app-token";
    static final String TASKS_ROUTE = "/api/events/tasks";
    static final String RETRY_TOPIC = "tasks-retry-" + NAME;
    /** Later than all sample events. */
    static final Instant NOW = SampleEvents.NOW.plus(Duration.ofDays(30));

    private static final EventCodec CODEC = new EventCodec();
    private static final Map<String, String> SETTINGS = Map.of(
            "APP_API_TOKEN", TOKEN,
            "DELIVERY_FIRST_DELAY", "20ms",
            "DELIVERY_MAX_DELAY", "80ms",
            "DELIVERY_BULK_MESSAGES", "50");

    final RecordingSidecar sidecar = new RecordingSidecar();
    private final Service service;
    private final AtomicInteger port = new AtomicInteger();

    private SampleWorker(UnaryOperator<Subscriptions> handlers) {
        this.service = Service.start(NAME, Settings.of(SETTINGS), new SettableClock(NOW), it -> wire(it, handlers));
    }

    static SampleWorker start(UnaryOperator<Subscriptions> handlers) {
        return new SampleWorker(handlers);
    }

    static SampleWorker onTasks(EventHandler handler) {
        return start(subscriptions -> subscriptions.on(Topic.TASKS, handler));
    }

    static SampleWorker onTasksInBulk(EventHandler.Bulk handler) {
        return start(subscriptions -> subscriptions.onBulk(Topic.TASKS, handler));
    }

    private void wire(Service service, UnaryOperator<Subscriptions> handlers) {
        var policy = DeliveryPolicy.from(service.settings());
        var subscriptions = handlers.apply(new Subscriptions(service, sidecar, CODEC, "kafka-pubsub", policy));
        service.deploy(() -> new SampleVerticle(service, subscriptions), 1);
    }

    HttpDoor door() {
        return new HttpDoor(port.get());
    }

    /** The event as the sidecar hands it over, with what it adds. */
    static JsonObject delivered(Event event) {
        return new JsonObject(Buffer.buffer(CODEC.write(event)))
                .put("pubsubname", "kafka-pubsub")
                .put("topic", event.type().topic().topicName())
                .put("traceid", "");
    }

    /**
     * @return the status by which the worker answers the sidecar
     */
    String deliver(JsonObject event) {
        return deliver(event.encode());
    }

    String deliver(String body) {
        var answer = door().post(TASKS_ROUTE, body, "dapr-api-token", TOKEN, "__partition", "3", "__offset", "42");
        return answer.status() == 200 ? answer.json().getString("status") : "HTTP " + answer.status();
    }

    /** Delivers an event that has been put aside. */
    String deliverAgain(JsonObject putAside) {
        var answer = door().post("/api/events/" + RETRY_TOPIC, putAside.encode(), "dapr-api-token", TOKEN);
        return answer.status() == 200 ? answer.json().getString("status") : "HTTP " + answer.status();
    }

    /** Delivers in one bulk; the entries have the ids 0, 1, 2 and so on. */
    List<String> deliverInBulk(Object... events) {
        var entries = new JsonArray();
        for (var event : events) {
            entries.add(new JsonObject()
                    .put("entryId", String.valueOf(entries.size()))
                    .put("event", event)
                    .put("metadata", new JsonObject().put("__partition", "3").put("__offset", "42"))
                    .put("contentType", "application/cloudevents+json"));
        }
        var bulk = new JsonObject().put("id", "a-bulk").put("entries", entries);
        var answer = door().post(TASKS_ROUTE, bulk.encode(), "dapr-api-token", TOKEN);
        return answer.status() != 200
                ? List.of("HTTP " + answer.status())
                : answer.json().getJsonArray("statuses").stream()
                        .map(JsonObject.class::cast)
                        .map(status -> status.getString("entryId") + " " + status.getString("status"))
                        .toList();
    }

    List<JsonObject> deadLetters() {
        return published("tasks-dlq-" + NAME);
    }

    /** What is to be tried again. */
    List<JsonObject> putAside() {
        return published(RETRY_TOPIC);
    }

    private List<JsonObject> published(String topic) {
        return sidecar.published.stream()
                .filter(published -> published.topic().equals(topic))
                .map(published -> new JsonObject(published.message().json()))
                .toList();
    }

    String metrics() {
        return service.metrics().scrape();
    }

    @Override
    public void close() {
        service.close();
    }

    private final class SampleVerticle extends VerticleBase {
        private final Service service;
        private final Subscriptions subscriptions;

        SampleVerticle(Service service, Subscriptions subscriptions) {
            this.service = service;
            this.subscriptions = subscriptions;
        }

        @Override
        public Future<?> start() {
            var http = HttpConfig.from(service.settings(), 0, 0);
            var router = HttpEndpoint.internalRouter(service, http, SidecarToken.from(service.settings()));
            subscriptions.mount(router);
            return HttpEndpoint.listen(vertx, http, 0, router).onSuccess(open -> port.set(open.port()));
        }
    }
}
