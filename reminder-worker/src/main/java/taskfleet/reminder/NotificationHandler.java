package taskfleet.reminder;

import io.vertx.core.json.JsonObject;
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
    private final ReminderStore store;
    private final Sidecar sidecar;
    private final ReminderConfig.Binding binding;

    NotificationHandler(ReminderStore store, Sidecar sidecar, ReminderConfig.Binding binding) {
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
