package taskfleet.local.chaos;

import java.util.List;
import taskfleet.local.chaos.check.Finding;
import taskfleet.local.chaos.load.Traffic;

/** What happens to the fleet while users write. */
public interface Scenario {

    /** What it is about, for people. */
    String title();

    /** Returns when the load may end, with the phases that it had. */
    List<Phase> play(Stage stage);

    /** What else must hold, beside all that always must. */
    default List<Finding> judge(Traffic traffic, List<Phase> phases) {
        return List.of();
    }
}
