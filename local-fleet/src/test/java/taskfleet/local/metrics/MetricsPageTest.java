package taskfleet.local.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WorkerMetricsTest {

    private static final String BEFORE = page(2, 10, 10);
    private static final String AFTER = page(103, 100, 110);

    @Test
    void deliveries_of_a_type_are_counted_over_all_outcomes_since_the_first_look() {
        WorkerMetrics before = WorkerMetrics.parse(BEFORE);
        WorkerMetrics after = WorkerMetrics.parse(AFTER);

        assertThat(after.deliveriesSince(before, "task.created")).isEqualTo(101);
        assertThat(after.deliveriesSince(before, "task.deleted")).isZero();
    }

    @Test
    void quantiles_are_those_of_the_events_since_the_first_look() {
        AgeHistogram ages = WorkerMetrics.parse(AFTER)
                .ages()
                .since(WorkerMetrics.parse(BEFORE).ages());

        assertThat(ages.count()).isEqualTo(100);
        assertThat(ages.quantile(0.45)).isCloseTo(0.005, within(1e-9));
        assertThat(ages.quantile(0.95)).isCloseTo(0.03, within(1e-9));
        assertThat(ages.partWithin(0.01)).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void quantile_beyond_the_last_bound_is_that_bound() {
        AgeHistogram ages = WorkerMetrics.parse(page(1, 0, 0).replace("+Inf\"} 0", "+Inf\"} 7"))
                .ages();

        assertThat(ages.quantile(0.5)).isEqualTo(0.05);
    }

    @Test
    void without_events_there_is_no_quantile() {
        assertThat(WorkerMetrics.parse("").ages().quantile(0.99)).isNaN();
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
