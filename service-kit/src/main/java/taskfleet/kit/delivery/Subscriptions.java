package taskfleet.kit.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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
    private static final JsonMapper JSON = new JsonMapper();

    private final String consumer;
    private final String pubsub;
    private final DeliveryPolicy policy;
    private final Deliveries deliveries;
    private final Map<Topic, EventHandler> single = new LinkedHashMap<>();
    private final Map<Topic, Function<List<Delivery>, List<Deliveries.Answer>>> bulk = new LinkedHashMap<>();
    /** For what has failed in a bulk. */
    private final Map<Topic, EventHandler> retries = new LinkedHashMap<>();

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

    /**
     * Events in bulks, each in the order of its partition. What fails is tried again later, alone: its effect must not
     * depend on coming before those of the events behind it.
     */
    public Subscriptions onBulk(Topic topic, EventHandler.Bulk handler) {
        bulk.put(topic, events -> deliveries.settleBulk(events, handler));
        retries.put(topic, event -> handler.handle(List.of(event)).getFirst());
        return this;
    }

    /** Events in bulks too, for effects that don't depend on one another: those of a bulk are handled at the same time. */
    public Subscriptions onEach(Topic topic, EventHandler handler) {
        bulk.put(topic, events -> deliveries.settleEach(events, handler));
        retries.put(topic, handler);
        return this;
    }

    /** For a worker with an inbox: has it note what is dead-lettered. */
    public Subscriptions notingDeadLettersIn(DeadLetterNotes notes) {
        deliveries.noteDeadLettersIn(notes);
        return this;
    }

    /** What the sidecar must hold for events to arrive. */
    public Set<String> topics() {
        return subscriptions().stream()
                .map(subscription -> ((JsonObject) subscription).getString("topic"))
                .collect(Collectors.toUnmodifiableSet());
    }

    public void mount(Router router) {
        router.get("/dapr/subscribe").handler(context -> context.json(subscriptions()));
        single.forEach((topic, handler) ->
                router.post(ROUTE + topic.topicName()).handler(context -> takeOne(topic, context, handler)));
        retries.forEach((topic, handler) ->
                router.post(ROUTE + retryTopic(topic)).handler(context -> takeRetry(topic, context, handler)));
        bulk.forEach((topic, settle) ->
                router.post(ROUTE + topic.topicName()).handler(context -> takeBulk(topic, context, settle)));
    }

    private JsonArray subscriptions() {
        var list = new JsonArray();
        single.keySet().forEach(topic -> list.add(subscription(topic, topic.topicName())));
        retries.keySet().forEach(topic -> list.add(subscription(topic, retryTopic(topic))));
        bulk.keySet()
                .forEach(topic -> list.add(subscription(topic, topic.topicName())
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

    private String retryTopic(Topic topic) {
        return Retry.topicOf(topic.topicName(), consumer);
    }

    /** Subscription and dead-letter topic go together, always: without it the sidecar's own last resort is to drop. */
    private JsonObject subscription(Topic topic, String name) {
        return new JsonObject()
                .put("pubsubname", pubsub)
                .put("topic", name)
                .put("route", ROUTE + name)
                .put("deadLetterTopic", DeadLetter.topicOf(topic.topicName(), consumer));
    }

    private void takeOne(Topic topic, RoutingContext context, EventHandler handler) {
        var headers = context.request().headers();
        settle(Delivery.single(topic.topicName(), json(context), headers), context, handler);
    }

    private void takeRetry(Topic topic, RoutingContext context, EventHandler handler) {
        settle(Retry.read(topic.topicName(), json(context)), context, handler);
    }

    private void settle(Delivery delivery, RoutingContext context, EventHandler handler) {
        context.json(new JsonObject()
                .put("status", deliveries.settle(delivery, handler).name()));
    }

    private static void takeBulk(
            Topic topic, RoutingContext context, Function<List<Delivery>, List<Deliveries.Answer>> settle) {
        var entries = json(context).path("entries");
        var events = new ArrayList<Delivery>();
        entries.forEach(entry -> events.add(Delivery.entry(topic.topicName(), entry)));
        var answers = settle.apply(events);
        var statuses = new JsonArray();
        for (int i = 0; i < entries.size(); i++) {
            statuses.add(new JsonObject()
                    .put("entryId", entries.get(i).path("entryId").textValue())
                    .put("status", answers.get(i).name()));
        }
        context.json(new JsonObject().put("statuses", statuses));
    }

    /** A body that isn't an object can't come from a sidecar; it is then dead-lettered as unreadable. */
    private static JsonNode json(RoutingContext context) {
        var body = context.body();
        try {
            if (body.length() > 0 && JSON.readTree(body.buffer().getBytes()) instanceof ObjectNode object) {
                return object;
            }
        } catch (IOException notJson) {
            // Not for the log: it quotes what was sent.
        }
        log.warn("a delivery whose body is no JSON object, but {} bytes", body.length());
        return Delivery.unreadable(TextNode.valueOf(body.asString()));
    }
}
