package taskfleet.reminder;

import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.kit.dapr.Sidecar;
import taskfleet.kit.delivery.EventHandler;
import taskfleet.kit.delivery.Outcome;

/**
 * Delivers a triggered reminder through the output binding. The inbox row commits after the binding has taken it: a crash
 * between the two delivers it again, under the same id.
 */
final class NotificationHandler implements EventHandler {
    private static final Logger log = LoggerFactory.getLogger(NotificationHandler.class);

    private final ReminderStore store;
    private final Sidecar sidecar;
    private final ReminderConfig.Binding binding;

    /**
     * The subscription stays without a binding too: so that its place in the topic moves on, and a binding that is
     * configured later does not deliver what is long past.
     */
    static EventHandler of(Optional<ReminderConfig.Binding> binding, ReminderStore store, Sidecar sidecar) {
        if (binding.isPresent()) {
            return new NotificationHandler(store, sidecar, binding.get());
        }
        log.info("REMINDER_BINDING: not set, so reminders are published as events and delivered to nobody else");
        return event -> Outcome.ignored("no binding");
    }

    private NotificationHandler(ReminderStore store, Sidecar sidecar, ReminderConfig.Binding binding) {
        this.store = store;
        this.sidecar = sidecar;
        this.binding = binding;
    }

    @Override
    public Outcome handle(Event event) {
        if (!(event.data() instanceof ReminderTriggered triggered)) {
            return Outcome.ignored("not triggered");
        }
        if (triggered.missed()) {
            return Outcome.ignored("too late to remind");
        }
        boolean delivered = store.once(
                event,
                () -> sidecar.invokeBinding(binding.name(), binding.operation(), notification(event, triggered))
                        .await());
        return delivered ? Outcome.done() : Outcome.ignored("delivered before");
    }

    private static JsonObject notification(Event event, ReminderTriggered triggered) {
        var notification = new JsonObject()
                .put("id", event.id().toString())
                .put("user_id", triggered.userId())
                .put("task_id", triggered.taskId().toString())
                .put("title", triggered.title())
                .put("fire_at", triggered.fireAt().toString());
        if (triggered.due() != null) {
            notification.put("due_at", triggered.due().toString());
        }
        return notification;
    }
}
