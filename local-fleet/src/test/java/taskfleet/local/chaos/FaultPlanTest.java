package taskfleet.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import taskfleet.local.Service;

class FaultPlanTest {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    @Test
    void same_seed_and_length_give_the_same_plan() {
        assertThat(plan(7, 1)).isEqualTo(plan(7, 1)).isNotEqualTo(plan(8, 1));
        assertThat(plan(7, 3)).isEqualTo(plan(7, 3));
    }

    @Test
    void one_fault_begins_when_the_one_before_is_over_and_all_end_in_time() {
        List<Fault> faults = plan(7, 1).lanes().getFirst();

        assertThat(faults).hasSizeGreaterThan(40);
        for (int i = 1; i < faults.size(); i++) {
            assertThat(faults.get(i).offset()).isGreaterThan(faults.get(i - 1).end());
        }
        assertThat(faults.getLast().end()).isLessThanOrEqualTo(TEN_MINUTES);
    }

    @Test
    void every_kind_of_fault_comes_before_any_comes_again() {
        int kinds = 3 * (3 * Service.values().length + 3) + 1;
        List<Fault> faults = FaultPlan.of(7, Duration.ofHours(1), 1, EnumSet.allOf(Service.class), 1)
                .lanes()
                .getFirst();

        assertThat(faults).hasSizeGreaterThan(2 * kinds);
        assertThat(dealt(faults.subList(0, kinds))).doesNotHaveDuplicates();
        assertThat(dealt(faults.subList(0, kinds))).contains("scheduler: WIPE");
        assertThat(dealt(faults.subList(kinds, 2 * kinds))).doesNotHaveDuplicates();
    }

    @Test
    void lanes_keep_their_hands_off_each_others_parts() {
        List<Fault> faults =
                plan(7, 4).lanes().stream().flatMap(Collection::stream).toList();

        for (Fault one : faults) {
            assertThat(faults)
                    .filteredOn(other -> !other.equals(one) && overlap(one, other))
                    .allSatisfy(other -> assertThat(other.target().containers())
                            .doesNotContainAnyElementsOf(one.target().containers()));
        }
    }

    private static FaultPlan plan(long seed, int atOnce) {
        return FaultPlan.of(seed, TEN_MINUTES, atOnce, EnumSet.allOf(Service.class), 2);
    }

    private static List<String> dealt(List<Fault> faults) {
        return faults.stream()
                .map(fault -> fault.target().name() + ": " + fault.kind())
                .toList();
    }

    private static boolean overlap(Fault one, Fault other) {
        return one.offset().compareTo(other.end()) <= 0 && other.offset().compareTo(one.end()) <= 0;
    }
}
