package taskfleet.reminder;

import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import taskfleet.events.Event;
import taskfleet.events.EventCodec;
import taskfleet.events.EventType;
import taskfleet.events.UnreadableEvent;
import taskfleet.kit.config.Settings;
import taskfleet.kit.delivery.Outcome;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;
import taskfleet.kit.postgres.Inbox;
import taskfleet.kit.service.Service;
import taskfleet.kit.testing.TestDatabase;
import taskfleet.kit.tracing.Tracing;

/** The parts of one replica of the worker, called by hand: no ports, no timers, no relay, so that its outbox keeps all. */
final class Replica implements AutoCloseable {
    private static final EventCodec CODEC = new EventCodec();

    final Scheduler scheduler = new Scheduler();
    final Service service;
    final ReminderJobs jobs;
    final ReminderTrigger trigger;
    private final Database database;
    private final TaskHandler tasks;

    Replica(TestDatabase database, Clock clock) {
        var environment = new HashMap<>(database.environment());
        environment.put("APP_API_TOKEN", "token");
        environment.put("HEALTH_PROBE_INTERVAL", "50ms");
        this.service = Service.start("reminder-worker", Settings.of(environment), clock, started -> {});
        var config = ReminderConfig.from(service.settings());
        this.database = service.use(Database.open(service.vertx(), config.database()));
        service.health().dependency("postgres", this.database::probe);
        var store = new ReminderStore(this.database, new Inbox(clock), new OutboxRows(CODEC), key -> {}, clock);
        this.jobs = new ReminderJobs(store, scheduler, clock, config.timing());
        var metrics = new ReminderMetrics(service.metrics());
        this.trigger = new ReminderTrigger(store, clock, config.timing(), metrics, Tracing.OFF);
        this.tasks = new TaskHandler(store, jobs, metrics, clock);
        await().atMost(Duration.ofSeconds(30)).until(service.health()::isReady);
    }

    Outcome handle(Event event) {
        return handle(List.of(event)).getFirst();
    }

    List<Outcome> handle(List<Event> events) {
        return tasks.handle(events);
    }

    /** All events written so far, in their order. */
    List<Event> events() {
        var events = new ArrayList<Event>();
        database.pool()
                .query("SELECT event FROM outbox ORDER BY position")
                .execute()
                .await()
                .forEach(row -> events.add(read(row.getString(0))));
        return events;
    }

    List<Event> events(EventType type) {
        return events().stream().filter(event -> event.type() == type).toList();
    }

    /** A row of the table, as JSON. */
    JsonObject row(UUID reminderId) {
        return database.pool()
                .query("SELECT to_jsonb(reminder) FROM reminder WHERE reminder_id = '%s'".formatted(reminderId))
                .execute()
                .await()
                .iterator()
                .next()
                .getJsonObject(0);
    }

    /** As a replica has read it. */
    Reminder reminder(UUID reminderId) {
        return database.pool()
                .query("SELECT * FROM reminder WHERE reminder_id = '%s'".formatted(reminderId))
                .mapping(ReminderRow::of)
                .execute()
                .await()
                .iterator()
                .next();
    }

    String statusOf(UUID reminderId) {
        return row(reminderId).getString("status");
    }

    long countScheduled() {
        return database.pool()
                .query("SELECT count(*) FROM reminder WHERE status = 'scheduled'")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    /** As before the first event; the clock stays. */
    void reset() {
        database.pool()
                .query("TRUNCATE task, reminder, inbox, outbox")
                .execute()
                .await();
        scheduler.comeBack();
        jobs.armNext();
        scheduler.calls.clear();
        scheduler.sidecar.jobs.clear();
    }

    @Override
    public void close() {
        service.close();
    }

    private static Event read(String json) {
        try {
            return CODEC.read(json.getBytes(StandardCharsets.UTF_8));
        } catch (UnreadableEvent e) {
            throw new AssertionError(json, e);
        }
    }
}
