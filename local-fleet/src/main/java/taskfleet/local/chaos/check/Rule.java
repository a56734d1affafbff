package taskfleet.local.chaos.check;

import java.util.List;

/** One promise of the fleet, held against what a run has left behind. */
interface Rule {

    Finding check(Evidence evidence);

    /** In the order in which a person reads the verdict. */
    static List<Rule> all() {
        return List.of(
                new ExpectedAnswers(),
                new AcknowledgedWrites(),
                new CompleteHistories(),
                new UniqueEvents(),
                new OrderPerTask(),
                new HandledByWorkers(),
                new ExactStatistics(),
                new NextOccurrences(),
                new WantedReminders(),
                new TriggeredOnce(),
                new NoDeadLetters(),
                new EmptyOutbox());
    }
}
