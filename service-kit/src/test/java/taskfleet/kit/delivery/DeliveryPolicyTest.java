package taskfleet.kit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import taskfleet.kit.config.Settings;

class DeliveryPolicyTest {
    @Test
    void an_event_is_tried_again_after_1_and_2_and_4_seconds_unless_set_otherwise() {
        var policy = DeliveryPolicy.from(Settings.of(Map.of()));

        assertThat(policy.attempts()).isEqualTo(4);
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(policy::delayAfter))
                .containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
    }

    @Test
    void no_delay_is_longer_than_the_longest() {
        var policy = DeliveryPolicy.from(Settings.of(Map.of(
                "DELIVERY_MAX_RETRIES",
                "100",
                "DELIVERY_FIRST_DELAY",
                "3s",
                "DELIVERY_FACTOR",
                "3",
                "DELIVERY_MAX_DELAY",
                "20s")));

        assertThat(IntStream.of(1, 2, 3, 100).mapToObj(policy::delayAfter))
                .containsExactly(
                        Duration.ofSeconds(3), Duration.ofSeconds(9), Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    @Test
    void a_first_delay_above_the_longest_is_cut_to_it() {
        var policy = DeliveryPolicy.from(Settings.of(Map.of("DELIVERY_FIRST_DELAY", "9s", "DELIVERY_MAX_DELAY", "2s")));

        assertThat(policy.delayAfter(1)).isEqualTo(Duration.ofSeconds(2));
    }
}
