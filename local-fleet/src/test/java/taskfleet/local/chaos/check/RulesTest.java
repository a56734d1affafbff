package taskfleet.local.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import org.junit.jupiter.api.Test;
import taskfleet.local.chaos.check.Evidence.Table;
import taskfleet.local.chaos.load.Ledger;

/** Each rule finds what it is there to find, and nothing in a flawless run. */
class RulesTest {

    private final Remains remains = new Remains();

    @Test
    void nothing_is_found_in_a_flawless_run() {
        assertThat(violations()).isEmpty();
    }

    @Test
    void answer_that_blames_the_service_is_found() {
        remains.ledger.surprised(
                new Ledger.Surprise(Remains.BEGIN, "alice", "patch", Remains.TASK, 500, MissingNode.getInstance()));

        assertThat(violations()).singleElement().asString().contains("500", Remains.TASK.toString());
    }

    @Test
    void acknowledged_write_without_event_is_found() {
        remains.ledger.acknowledged(Remains.acknowledged("reopen", 3, "open"));

        assertThat(violations()).singleElement().asString().contains("reopen of task " + Remains.TASK);
    }

    @Test
    void acknowledged_deletion_without_event_is_found() {
        remains.ledger.acknowledged(Remains.acknowledged("delete", 0, "deleted"));

        assertThat(violations()).singleElement().asString().contains("delete of task " + Remains.TASK);
    }

    @Test
    void committed_version_that_never_went_out_is_found() {
        remains.put(
                Table.TASK,
                Remains.taskRow(Remains.TASK, 3, 1, Remains.COMPLETED),
                Remains.taskRow(Remains.NEXT, 1, 2, null));

        assertThat(violations()).singleElement().asString().contains("versions [1, 2]", "expected: [1, 2, 3]");
    }

    @Test
    void task_that_nobody_committed_is_found() {
        remains.rows(Table.TASK).removeLast();

        assertThat(violations()).anyMatch(violation -> violation.contains("not in the database"));
    }

    @Test
    void version_told_by_two_events_is_found_and_a_repeated_event_is_not() {
        remains.tasks.add(remains.tasks.getFirst());
        assertThat(violations()).isEmpty();

        remains.tasks.add(
                Remains.taskEvent(1, Remains.TASK, 2, "task.completed", Remains.COMPLETED, Remains.COMPLETED));
        assertThat(violations()).singleElement().asString().contains("sequence 2");
    }

    @Test
    void events_of_a_task_out_of_order_are_found() {
        remains.tasks.add(remains.tasks.removeFirst());

        assertThat(violations()).singleElement().asString().contains("comes before sequence 1");
    }

    @Test
    void event_that_a_worker_never_handled_is_found() {
        remains.rows(Table.REMINDER_INBOX).removeFirst();
        remains.rows(Table.ANALYTICS_INBOX).removeLast();

        assertThat(violations())
                .satisfiesExactly(
                        violation -> assertThat(violation).startsWith("reminder-worker never handled task.created"),
                        violation -> assertThat(violation).startsWith("analytics-worker never handled reminder."));
    }

    @Test
    void statistics_that_count_twice_are_found() {
        remains.put(Table.DAILY, Remains.daily(2, 2, 1));

        assertThat(violations()).singleElement().asString().contains("daily of");
    }

    @Test
    void statistics_of_an_older_version_are_found() {
        remains.put(Table.TASK_FACT, Remains.fact(Remains.TASK, 1, null), Remains.fact(Remains.NEXT, 1, null));

        assertThat(violations()).singleElement().asString().contains("task_fact of task " + Remains.TASK);
    }

    @Test
    void completed_recurring_task_that_nothing_follows_is_found() {
        remains.rows(Table.TASK).removeLast();
        remains.tasks.removeLast();
        remains.rows(Table.TASK_FACT).removeLast();
        remains.put(Table.DAILY, Remains.daily(1, 1, 1));

        assertThat(violations()).singleElement().asString().contains("completed, but nothing follows");
    }

    @Test
    void occurrence_that_is_there_twice_is_found() {
        remains.rows(Table.TASK).add(Remains.taskRow(Remains.event(9), 1, 2, null));

        assertThat(violations()).anyMatch(violation -> violation.contains("there twice"));
    }

    @Test
    void overdue_reminder_that_is_still_scheduled_is_found() {
        remains.put(
                Table.REMINDER,
                Remains.row(
                        "reminder_id", Remains.REMINDER,
                        "task_id", Remains.TASK,
                        "fire_at", Remains.FIRE_AT,
                        "status", "scheduled"));

        assertThat(violations()).singleElement().asString().contains("or overdue");
    }

    @Test
    void reminder_triggered_by_two_events_is_found() {
        remains.reminders.add(Remains.reminderEvent(6, "reminder.triggered"));
        remains.rows(Table.ANALYTICS_INBOX).add(Remains.handled(6));

        assertThat(violations()).singleElement().asString().contains("triggered by events");
    }

    @Test
    void reminder_that_was_never_triggered_nor_taken_back_is_found() {
        remains.reminders.removeLast();
        remains.tasks.remove(1);
        remains.put(Table.DAILY, Remains.daily(2, 1, 0));

        assertThat(violations()).anyMatch(violation -> violation.contains("never triggered"));
    }

    @Test
    void dead_letters_and_waiting_events_are_found() {
        remains.deadLetters.add(remains.tasks.getFirst());
        remains.put(
                Table.TASK_OUTBOX,
                Remains.row("event_id", Remains.event(1), "partition_key", "alice", "created_at", Remains.BEGIN));

        assertThat(violations()).hasSize(2);
    }

    private List<String> violations() {
        return remains.evidence().judged().stream()
                .flatMap(finding -> finding.violations().stream())
                .toList();
    }
}
