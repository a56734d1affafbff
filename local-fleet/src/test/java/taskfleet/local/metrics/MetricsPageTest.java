package taskfleet.local.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MetricsPageTest {

    private static final String AGES = "fleet_event_age_seconds";

    private final MetricsPage before = MetricsPage.parse(page(2, 10, 10));
    private final MetricsPage after = MetricsPage.parse(page(103, 100, 110));

    @Test
    void a_sum_is_of_all_series_or_of_those_with_a_label() {
        assertThat(after.sum("fleet_deliveries_total")).isEqualTo(108);
        assertThat(after.sum("fleet_deliveries_total", "outcome", "done")).isEqualTo(103);
        assertThat(after.sum("fleet_deliveries_total", "type", "task.deleted")).isZero();
    }

    @Test
    void quantiles_are_those_of_the_events_since_the_first_look() {
        var ages = after.histogram(AGES).since(before.histogram(AGES));

        assertThat(ages.count()).isEqualTo(100);
        assertThat(ages.quantile(0.45)).isCloseTo(0.005, within(1e-9));
        assertThat(ages.quantile(0.95)).isCloseTo(0.03, within(1e-9));
        assertThat(ages.partWithin(0.01)).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void quantile_beyond_the_last_bound_is_that_bound() {
        var ages = MetricsPage.parse(page(1, 0, 0).replace("+Inf\"} 0", "+Inf\"} 7"))
                .histogram(AGES);

        assertThat(ages.quantile(0.5)).isEqualTo(0.05);
    }

    @Test
    void without_events_there_is_no_quantile() {
        assertThat(MetricsPage.parse("").histogram(AGES).quantile(0.99)).isNaN();
    }

    private static String page(int done, int within10, int within50) {
        return """
                # TYPE fleet_deliveries_total counter
                fleet_deliveries_total{outcome="done",service="w",type="task.created"} %1$d.0
                fleet_deliveries_total{outcome="ignored",service="w",type="task.created"} 5.0
                fleet_event_age_seconds_bucket{service="w",type="task.created",le="0.01"} %2$d
                fleet_event_age_seconds_bucket{service="w",type="task.created",le="0.05"} %3$d
                fleet_event_age_seconds_bucket{service="w",type="task.created",le="+Inf"} %3$d
                jvm_threads_live_threads{service="w"} 30.0
                """.formatted(done, within10, within50);
    }
}
