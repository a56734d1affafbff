package taskfleet.local.chaos.check;

import java.util.List;
import taskfleet.local.chaos.load.Ledger;

/** An outage may be answered 503, or not at all; no answer says that the service itself went wrong. */
final class ExpectedAnswers implements Rule {

    @Override
    public Finding check(Evidence evidence) {
        Ledger ledger = evidence.ledger();
        List<String> violations = ledger.surprises().stream()
                .map(answer -> "%s by %s of task %s at %s: %d %s"
                        .formatted(
                                answer.verb(),
                                answer.user(),
                                answer.task(),
                                answer.at(),
                                answer.status(),
                                answer.body()))
                .toList();
        int answers = ledger.acknowledged().size() + violations.size();
        return new Finding("no answer says that the service went wrong", answers, violations);
    }
}
