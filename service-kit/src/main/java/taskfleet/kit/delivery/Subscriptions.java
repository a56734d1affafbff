package taskfleet.kit.delivery;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.events.EventCodec;
import taskfleet.events.Topic;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.service.Service;

/**
 * The subscriptions of one worker: what it tells the sidecar at {@code GET /dapr/subscribe}, and the routes on which
 * events then arrive. Every route takes every event type: the sidecar drops what is answered 404, silently.
 */
public final class Subscriptions {
    private static final Logger log = LoggerFactory.getLogger(Subscriptions.class);
    private static final String ROUTE = "/api/events/";

    private final String consumer;
    private final String pubsub;
    private final DeliveryPolicy policy;
    private final Deliveries deliveries;
    private final Map<Topic, EventHandler> single = new LinkedHashMap<>();
    private final Map<Topic, EventHandler.Bulk> bulk = new LinkedHashMap<>();

    public Subscriptions(Service service, Sidecar sidecar, EventCodec codec, String pubsub, DeliveryPolicy policy) {
        this.consumer = service.name();
        this.pubsub = pubsub;
        this.policy = policy;
        var metrics = new DeliveryMetrics(service.metrics(), service.clock(), service.tracing());
        var deadLetters = new DeadLetters(consumer, sidecar, service.clock());
        var attempts = new Attempts(service.vertx(), policy, deadLetters, metrics);
        this.deliveries = new Deliveries(consumer, codec, attempts, deadLetters, metrics, service.tracing());
    }

    /** Events one at a time, in the order of their partition. */
    public Subscriptions on(Topic topic, EventHandler handler) {
        single.put(topic, handler);
        return this;
    }

    /** Events in bulks, each in the order of its partition. */
    public Subscriptions onBulk(Topic topic, EventHandler.Bulk handler) {
        bulk.put(topic, handler);
        return this;
    }

    /** For a worker with an inbox: has it note what is dead-lettered. */
    public Subscriptions notingDeadLettersIn(DeadLetterNotes notes) {
        deliveries.noteDeadLettersIn(notes);
        return this;
    }

    /** What the sidecar must hold for events to arrive. */
    public Set<String> topics() {
        var topics = new ArrayList<>(single.keySet());
        topics.addAll(bulk.keySet());
        return topics.stream().map(Topic::topicName).collect(Collectors.toUnmodifiableSet());
    }

    public void mount(Router router) {
        router.get("/dapr/subscribe").handler(context -> context.json(subscriptions()));
        single.forEach((topic, handler) ->
                router.post(ROUTE + topic.topicName()).handler(context -> takeOne(topic, context, handler)));
        bulk.forEach((topic, handler) ->
                router.post(ROUTE + topic.topicName()).handler(context -> takeBulk(topic, context, handler)));
    }

    private JsonArray subscriptions() {
        var list = new JsonArray();
        single.keySet().forEach(topic -> list.add(subscription(topic)));
        bulk.keySet()
                .forEach(topic -> list.add(subscription(topic)
                        .put(
                                "bulkSubscribe",
                                new JsonObject()
                                        .put("enabled", true)
                                        .put("maxMessagesCount", policy.bulkMessages())
                                        .put(
                                                "maxAwaitDurationMs",
                                                policy.bulkAwait().toMillis()))));
        return list;
    }

    /** Subscription and dead-letter topic go together, always: without it the sidecar's own last resort is to drop. */
    private JsonObject subscription(Topic topic) {
        return new JsonObject()
                .put("pubsubname", pubsub)
                .put("topic", topic.topicName())
                .put("route", ROUTE + topic.topicName())
                .put("deadLetterTopic", DeadLetter.topicOf(topic.topicName(), consumer));
    }

    private void takeOne(Topic topic, RoutingContext context, EventHandler handler) {
        var delivery = Delivery.single(
                topic.topicName(), json(context), context.request().headers());
        context.json(new JsonObject()
                .put("status", deliveries.settle(delivery, handler).name()));
    }

    private void takeBulk(Topic topic, RoutingContext context, EventHandler.Bulk handler) {
        var entries = json(context).getJsonArray("entries", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
        var answers = deliveries.settleBulk(
                entries.stream()
                        .map(entry -> Delivery.entry(topic.topicName(), entry))
                        .toList(),
                handler);
        var statuses = new JsonArray();
        for (int i = 0; i < entries.size(); i++) {
            statuses.add(new JsonObject()
                    .put("entryId", entries.get(i).getString("entryId"))
                    .put("status", answers.get(i).name()));
        }
        context.json(new JsonObject().put("statuses", statuses));
    }

    /** A body that isn't an object can't come from a sidecar; an empty one is then dead-lettered as unreadable. */
    private static JsonObject json(RoutingContext context) {
        try {
            var body = context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            log.warn(
                    "a delivery whose body is no JSON object, but {} bytes",
                    context.body().length());
            return Delivery.unreadable(context.body().asString());
        }
    }
}
