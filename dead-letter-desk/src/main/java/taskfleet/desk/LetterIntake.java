package taskfleet.desk;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.kit.delivery.RedriveSettled;
import taskfleet.kit.service.Outage;

/**
 * What the sidecar delivers: dead letters, and what workers tell of those that were sent again. Nothing is given up on
 * here, since nobody would look after it: what can't be kept now comes again.
 */
final class LetterIntake {
    private static final Logger log = LoggerFactory.getLogger(LetterIntake.class);
    private static final String ROUTE = "/api/events/";
    private static final String HANDLED = "handled";

    private final String pubsub;
    private final List<String> letterTopics;
    private final LetterStore store;
    private final DeskMetrics metrics;
    private final Clock clock;

    LetterIntake(String pubsub, List<String> letterTopics, LetterStore store, DeskMetrics metrics, Clock clock) {
        this.pubsub = pubsub;
        this.letterTopics = letterTopics;
        this.store = store;
        this.metrics = metrics;
        this.clock = clock;
    }

    /** What the sidecar must hold for letters to arrive. */
    Set<String> topics() {
        var topics = new ArrayList<>(letterTopics);
        topics.add(RedriveSettled.TOPIC);
        return Set.copyOf(topics);
    }

    void mount(Router router) {
        router.get("/dapr/subscribe").handler(context -> context.json(subscriptions()));
        letterTopics.forEach(topic -> router.post(ROUTE + topic)
                .handler(context -> answer(context, topic, () -> keep(record(context, topic)))));
        router.post(ROUTE + RedriveSettled.TOPIC)
                .handler(context ->
                        answer(context, RedriveSettled.TOPIC, () -> settle(record(context, RedriveSettled.TOPIC))));
    }

    /** As raw records, so that one that is no event comes too, and can't stand before the others for ever. */
    private JsonArray subscriptions() {
        var list = new JsonArray();
        topics().stream()
                .sorted()
                .forEach(topic -> list.add(new JsonObject()
                        .put("pubsubname", pubsub)
                        .put("topic", topic)
                        .put("route", ROUTE + topic)
                        .put("metadata", new JsonObject().put("rawPayload", "true"))));
        return list;
    }

    private void keep(RawRecord raw) {
        var arrived = ArrivedLetter.read(raw, clock.instant());
        var letter = arrived.letter();
        var kept = store.keep(arrived);
        metrics.kept(letter, kept);
        log.info("letter {} of {}: {}", letter.id(), letter.place().worker(), kept);
    }

    private void settle(RawRecord raw) {
        var notice = notice(raw.bytes());
        if (notice.isEmpty()) {
            log.warn("{}: not a notice of a worker, passed over", RedriveSettled.TOPIC);
            return;
        }
        var settled = notice.get();
        var id = ArrivedLetter.idOf(settled.consumer(), settled.eventId());
        boolean handled = settled.outcome().equals(HANDLED);
        store.settle(new Settlement(
                id,
                settled.redrive(),
                handled ? HANDLED : "ignored",
                handled ? "" : Storable.words(settled.outcome()),
                settled.settledAt()));
        log.info("letter {} of {}: settled", id, settled.consumer());
    }

    private static Optional<RedriveSettled> notice(Buffer record) {
        try {
            return RedriveSettled.read(new JsonObject(record))
                    .filter(notice -> Storable.isStorable(notice.settledAt()));
        } catch (DecodeException | ClassCastException | NullPointerException noObject) {
            return Optional.empty();
        }
    }

    private static RawRecord record(RoutingContext context, String topic) {
        return RawRecord.of(topic, context.request().headers(), context.body().buffer());
    }

    private static void answer(RoutingContext context, String topic, Runnable work) {
        var status = "SUCCESS";
        try {
            work.run();
        } catch (Exception e) { // an awaited future throws checked ones too, such as a refused connection
            status = "RETRY";
            if (Outage.causedBy(e)) {
                log.debug("{}: a record waits: {}", topic, e.toString());
            } else {
                log.error("{}: a record can't be kept, comes again", topic, e);
            }
        }
        context.json(new JsonObject().put("status", status));
    }
}
