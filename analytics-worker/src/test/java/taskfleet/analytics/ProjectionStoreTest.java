package taskfleet.analytics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import taskfleet.analytics.ExpectedStatistics.Counts;
import taskfleet.analytics.ExpectedStatistics.UserDay;
import taskfleet.events.Event;
import taskfleet.events.ReminderTriggered;
import taskfleet.events.SampleEvents;

class ProjectionStoreTest {
    private static final Event.Redrive REDRIVE = new Event.Redrive(1, "analytics-worker");
    private static final String MONDAY = "2026-11-09T08:00:00Z";
    private static final Instant TUESDAY = Instant.parse("2026-11-10T08:00:00Z");

    private static AnalyticsSchema schema;
    private static ProjectionStore store;

    @BeforeAll
    static void create() {
        schema = AnalyticsSchema.create();
        store = schema.store();
    }

    @AfterAll
    static void close() {
        schema.close();
    }

    @Test
    void bulk_with_several_versions_of_a_task_counts_the_newest() {
        var story = TaskStory.of("several", MONDAY);
        var events =
                List.of(story.created(), story.completed(MONDAY), story.reopened(TUESDAY), story.completed(TUESDAY));

        store.applyTasks(events.reversed());

        assertThat(schema.daily("several"))
                .containsOnly(
                        entry(day("several", "2026-11-09"), new Counts(1, 0, 0, 0, 0, 0, 0)),
                        entry(day("several", "2026-11-10"), new Counts(0, 1, 0, 0, 0, 0, 0)));
    }

    @Test
    void older_version_that_comes_later_changes_nothing() {
        var story = TaskStory.of("older", MONDAY);
        var created = story.created();
        store.applyTasks(List.of(story.completed(TUESDAY)));
        var before = schema.daily("older");

        store.applyTasks(List.of(created));

        assertThat(schema.daily("older")).isEqualTo(before);
    }

    @Test
    void update_that_comes_after_the_deletion_does_not_revive_the_task() {
        var story = TaskStory.of("tombstone", MONDAY);
        var created = story.created();
        var updated = story.updated();
        store.applyTasks(List.of(created, story.deleted(TUESDAY)));

        store.applyTasks(List.of(updated));

        assertThat(schema.facts("tombstone").values())
                .singleElement()
                .extracting(TaskFact::deletedDay)
                .isEqualTo(LocalDate.parse("2026-11-10"));
        assertThat(schema.daily("tombstone"))
                .containsEntry(day("tombstone", "2026-11-10"), new Counts(0, 0, 0, 0, 1, 0, 0));
    }

    @Test
    void occurrence_that_is_made_again_under_its_id_is_no_longer_deleted() {
        var story = TaskStory.of("again", MONDAY);
        store.applyTasks(List.of(story.created(), story.deleted(TUESDAY)));

        store.applyTasks(List.of(story.created()));

        assertThat(schema.daily("again"))
                .containsOnly(entry(day("again", "2026-11-09"), new Counts(1, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void task_that_moves_to_another_time_zone_moves_to_its_days() {
        var story = TaskStory.of("moves", "2026-11-09T23:30:00Z");
        store.applyTasks(List.of(story.created()));

        store.applyTasks(List.of(story.with(task -> task.timeZone("Asia/Tokyo")).updated()));

        assertThat(schema.daily("moves"))
                .containsOnly(entry(day("moves", "2026-11-10"), new Counts(1, 0, 0, 0, 0, 0, 0)));
    }

    @Test
    void every_event_gets_one_inbox_row_also_the_older_versions() {
        var story = TaskStory.of("inbox", MONDAY);
        var events = List.of(story.created(), story.updated(), story.updated());
        long before = schema.inboxRows();

        store.applyTasks(events);
        store.applyTasks(events);

        assertThat(schema.inboxRows() - before).isEqualTo(3);
    }

    @Test
    void reminder_counts_once_in_a_bulk_that_holds_it_twice() {
        var fired = fired("twice", false);

        store.applyReminders(List.of(fired, fired));

        assertThat(schema.daily("twice"))
                .containsOnly(entry(day("twice", "2026-11-10"), new Counts(0, 0, 0, 0, 0, 1, 0)));
    }

    @Test
    void missed_reminder_counts_as_missed_only() {
        store.applyReminders(List.of(fired("missed", true)));

        assertThat(schema.daily("missed"))
                .containsOnly(entry(day("missed", "2026-11-10"), new Counts(0, 0, 0, 0, 0, 0, 1)));
    }

    @Test
    void redriven_events_change_nothing_that_has_been_counted() {
        var created = TaskStory.of("redriven", MONDAY).created();
        var fired = fired("redriven", false);
        store.applyTasks(List.of(created));
        store.applyReminders(List.of(fired));
        var before = schema.daily("redriven");

        store.applyTasks(List.of(created.withRedrive(REDRIVE)));
        store.applyReminders(List.of(fired.withRedrive(REDRIVE), fired));

        assertThat(schema.daily("redriven")).isEqualTo(before);
    }

    @Test
    void events_that_the_inbox_has_forgotten_change_nothing_when_they_come_again() {
        var story = TaskStory.of("forgotten", MONDAY);
        var events = List.of(story.created(), story.completed(TUESDAY));
        var fired = fired("forgotten", false);
        store.applyTasks(events);
        store.applyReminders(List.of(fired));
        var before = schema.daily("forgotten");

        schema.forgetInbox();
        store.applyTasks(events);
        store.applyReminders(List.of(fired));

        assertThat(schema.daily("forgotten")).isEqualTo(before);
    }

    private static UserDay day(String user, String day) {
        return new UserDay(user, LocalDate.parse(day));
    }

    private static Event fired(String user, boolean missed) {
        var sample = SampleEvents.triggered(Duration.ZERO, missed);
        var fired = new ReminderTriggered(
                UUID.randomUUID(),
                sample.taskId(),
                user,
                sample.title(),
                sample.due(),
                sample.timeZone(),
                TUESDAY,
                1,
                TUESDAY,
                missed);
        return Event.first(fired, Clock.fixed(TUESDAY, ZoneOffset.UTC));
    }
}
