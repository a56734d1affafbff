package taskfleet.analytics;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.TaskEvent;
import taskfleet.kit.delivery.Outcome;

/** What events do to the statistics: whole bulks at once, each in one statement. */
final class Projections {
    private final ProjectionStore store;
    private final DistributionSummary batchSize;

    Projections(ProjectionStore store, MeterRegistry metrics) {
        this.store = store;
        this.batchSize = DistributionSummary.builder("fleet.analytics.batch.size")
                .description("Events that one statement applies")
                .serviceLevelObjectives(1, 2, 5, 10, 20, 50, 100, 200)
                .register(metrics);
    }

    List<Outcome> tasks(List<Event> events) {
        batchSize.record(events.size());
        store.applyTasks(events.stream()
                .filter(event -> event.data() instanceof TaskEvent)
                .toList());
        return events.stream().map(event -> Outcome.done()).toList();
    }

    List<Outcome> reminders(List<Event> events) {
        batchSize.record(events.size());
        store.applyReminders(events.stream()
                .filter(event -> event.data() instanceof ReminderTriggered)
                .toList());
        return events.stream().map(Projections::outcome).toList();
    }

    private static Outcome outcome(Event event) {
        return event.data() instanceof ReminderTriggered ? Outcome.done() : Outcome.ignored("only scheduled");
    }
}
