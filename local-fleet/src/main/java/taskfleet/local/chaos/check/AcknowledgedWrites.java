package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;
import taskfleet.local.chaos.load.Ledger.Acknowledged;

/** What a user was told is what lies in the topic: that task in that version, with that title and status. */
final class AcknowledgedWrites implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        List<String> violations = new ArrayList<>();
        List<Acknowledged> writes = evidence.ledger().acknowledged();
        for (Acknowledged write : writes) {
            boolean told = evidence.tasks().getOrDefault(write.task(), List.of()).stream()
                    .anyMatch(event -> tells(event, write));
            if (!told) {
                violations.add("%s of task %s, version %d, acknowledged to %s at %s: no such event in topic tasks"
                        .formatted(write.verb(), write.task(), write.version(), write.user(), write.at()));
            }
        }
        return new Finding("every acknowledged write has its event", writes.size(), violations);
    }

    private static boolean tells(Published event, Acknowledged write) {
        return write.isDeletion()
                ? event.isDeletion()
                : event.sequence() == write.version()
                        && event.key().equals(write.user())
                        && event.data().path("title").asText().equals(write.title())
                        && event.data().path("status").asText().equals(write.status());
    }
}
