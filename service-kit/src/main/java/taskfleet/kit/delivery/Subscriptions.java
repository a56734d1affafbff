package taskfleet.kit.delivery;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.Topic;
import taskfleet.events.UnreadableEvent;
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
    private final EventCodec codec;
    private final Attempts attempts;
    private final DeliveryMetrics metrics;
    private final Map<Topic, EventHandler> single = new LinkedHashMap<>();
    private final Map<Topic, EventHandler.Bulk> bulk = new LinkedHashMap<>();

    public Subscriptions(Service service, Sidecar sidecar, EventCodec codec, String pubsub, DeliveryPolicy policy) {
        this.consumer = service.name();
        this.pubsub = pubsub;
        this.policy = policy;
        this.codec = codec;
        this.metrics = new DeliveryMetrics(service.metrics(), service.clock());
        var deadLetters = new DeadLetters(consumer, sidecar, service.clock());
        this.attempts = new Attempts(service.vertx(), policy, deadLetters, metrics);
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

    /** What the sidecar must hold for events to arrive. */
    public Set<String> topics() {
        var topics = new ArrayList<>(single.keySet());
        topics.addAll(bulk.keySet());
        return topics.stream().map(Topic::topicName).collect(Collectors.toUnmodifiableSet());
    }

    public void mount(Router router) {
        router.get("/dapr/subscribe").handler(context -> context.json(subscriptions()));
        single.forEach((topic, handler) -> router.post(ROUTE + topic.topicName())
                .handler(context -> answer(context, take(topic, context, handler))));
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
                .put("deadLetterTopic", DeadLetters.topicOf(topic.topicName(), consumer));
    }

    private Attempts.Answer take(Topic topic, RoutingContext context, EventHandler handler) {
        var delivery = Delivery.single(
                topic.topicName(), json(context), context.request().headers());
        return settle(delivery, handler);
    }

    private Attempts.Answer settle(Delivery delivery, EventHandler handler) {
        return switch (read(delivery)) {
            case Received.Read read -> attempts.settle(delivery, read.type(), () -> handleOne(read.event(), handler));
            case Received.Settled settled -> attempts.settle(delivery, "unreadable", settled::outcome);
        };
    }

    private Outcome handleOne(Event event, EventHandler handler) {
        var outcome = handler.handle(event);
        noteHandled(event, outcome);
        return outcome;
    }

    private void takeBulk(Topic topic, RoutingContext context, EventHandler.Bulk handler) {
        var entries = json(context).getJsonArray("entries", new JsonArray()).stream()
                .map(JsonObject.class::cast)
                .toList();
        var deliveries = entries.stream()
                .map(entry -> Delivery.entry(topic.topicName(), entry))
                .toList();
        var answers = settleBulk(deliveries, handler);
        var statuses = new JsonArray();
        for (int i = 0; i < entries.size(); i++) {
            statuses.add(new JsonObject()
                    .put("entryId", entries.get(i).getString("entryId"))
                    .put("status", answers.get(i).name()));
        }
        context.json(new JsonObject().put("statuses", statuses));
    }

    /** All at once first; what that leaves unsettled goes on one by one, by the same policy as a single delivery. */
    private List<Attempts.Answer> settleBulk(List<Delivery> deliveries, EventHandler.Bulk handler) {
        var received = deliveries.stream().map(this::read).toList();
        var events = received.stream()
                .filter(Received.Read.class::isInstance)
                .map(Received.Read.class::cast)
                .map(Received.Read::event)
                .toList();
        var outcomes = handleAll(events, handler).iterator();
        var answers = new ArrayList<Attempts.Answer>();
        for (int i = 0; i < deliveries.size(); i++) {
            var answer = switch (received.get(i)) {
                case Received.Read read -> settleAfterBulk(deliveries.get(i), read, outcomes.next(), handler);
                case Received.Settled settled -> attempts.settle(deliveries.get(i), "unreadable", settled::outcome);
            };
            answers.add(answer);
        }
        return answers;
    }

    private Attempts.Answer settleAfterBulk(
            Delivery delivery, Received.Read read, Outcome inBulk, EventHandler.Bulk handler) {
        return attempts.settle(
                delivery,
                read.type(),
                inBulk,
                () -> handleAll(List.of(read.event()), handler).getFirst());
    }

    private List<Outcome> handleAll(List<Event> events, EventHandler.Bulk handler) {
        if (events.isEmpty()) {
            return List.of();
        }
        try {
            var outcomes = handler.handle(events);
            for (int i = 0; i < events.size(); i++) {
                noteHandled(events.get(i), outcomes.get(i));
            }
            return outcomes;
        } catch (Exception e) {
            var outcome = Attempts.outcomeOf(e);
            // One bad event fails the transaction of all: each is then tried on its own. An outage fails each anyway.
            return events.size() == 1 || outcome instanceof Outcome.Away
                    ? Collections.nCopies(events.size(), outcome)
                    : events.stream()
                            .map(event -> Attempts.outcomeOf(
                                    () -> handleAll(List.of(event), handler).getFirst()))
                            .toList();
        }
    }

    private void noteHandled(Event event, Outcome outcome) {
        if (outcome instanceof Outcome.Done) {
            metrics.handled(event);
        }
    }

    /** An event, or what became of it because it is none that can be read. */
    private sealed interface Received {
        record Read(Event event) implements Received {
            String type() {
                return event.type().typeName();
            }
        }

        record Settled(Outcome outcome) implements Received {}
    }

    private Received read(Delivery delivery) {
        try {
            return new Received.Read(codec.read(delivery.event().toBuffer().getBytes()));
        } catch (UnreadableEvent e) {
            return new Received.Settled(
                    e.kind() == UnreadableEvent.Kind.UNKNOWN_TYPE
                            ? Outcome.ignored("a type of event that is not in the catalog")
                            : Outcome.rejected("%s at %s: %s".formatted(e.kind(), e.pointer(), e.getMessage())));
        }
    }

    /** A body that isn't an object can't come from a sidecar; an empty one is then dead-lettered as unreadable. */
    private static JsonObject json(RoutingContext context) {
        try {
            var body = context.body().asJsonObject();
            return body == null ? new JsonObject() : body;
        } catch (DecodeException | ClassCastException e) {
            log.warn("a delivery whose body is no JSON object: {}", e.getMessage());
            return Delivery.unreadable(context.body().asString());
        }
    }

    private static void answer(RoutingContext context, Attempts.Answer answer) {
        context.json(new JsonObject().put("status", answer.name()));
    }
}
