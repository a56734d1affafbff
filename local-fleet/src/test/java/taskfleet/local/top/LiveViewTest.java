package taskfleet.local.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import taskfleet.local.FleetRecord;
import taskfleet.local.Ports;
import taskfleet.local.Service;
import taskfleet.local.metrics.MetricsPage;

class LiveViewTest {
    private static final Ports PORTS = Ports.fixed(0);
    private static final FleetRecord FLEET =
            new FleetRecord(1, Set.of(Service.TASK_API, Service.REMINDER_WORKER), PORTS);
    private static final long TWO_SECONDS = 2_000_000_000L;

    @Test
    void rates_and_times_are_of_what_came_between_the_two_looks() {
        var text = LiveView.of(FLEET, look(0, 100, 10), look(TWO_SECONDS, 120, 13));

        assertThat(text)
                .containsPattern("task-api +10\\.0 +50 ms +0\\.0 +7 +1\\.5 s +10\\.0\n")
                .containsPattern("reminder-worker +1\\.5 +0\\.0 +2 +10 ms +20 ms +tasks 0 4\n");
    }

    @Test
    void a_service_that_has_started_anew_counts_from_its_start() {
        var text = LiveView.of(FLEET, look(0, 100, 10), look(TWO_SECONDS, 4, 10));

        assertThat(text).containsPattern("task-api +2\\.0 ");
    }

    @Test
    void a_service_that_does_not_answer_is_told() {
        var text = LiveView.of(FLEET, look(0, 1, 1), new FleetLook(TWO_SECONDS, Map.of(), Map.of()));

        assertThat(text)
                .containsPattern("task-api +doesn't answer\n")
                .containsPattern("reminder-worker +doesn't answer\n");
    }

    private static FleetLook look(long nanos, int requests, int events) {
        var api = """
                vertx_http_server_requests_total{code="201",local="127.0.0.1:8080",service="task-api"} %1$d.0
                vertx_http_server_requests_total{code="200",local="127.0.0.1:8081",service="task-api"} 999.0
                vertx_http_server_response_time_seconds_count{local="127.0.0.1:8080",service="task-api"} %1$d
                vertx_http_server_response_time_seconds_sum{local="127.0.0.1:8080",service="task-api"} %2$d
                fleet_outbox_waiting{service="task-api"} 7.0
                fleet_outbox_oldest_age_seconds{service="task-api"} 1.5
                fleet_outbox_published_total{service="task-api",topic="tasks"} %1$d.0
                """.formatted(requests, requests / 20);
        var worker = """
                fleet_event_age_seconds_bucket{service="w",type="task.created",le="0.02"} %1$d
                fleet_event_age_seconds_bucket{service="w",type="task.created",le="+Inf"} %1$d
                fleet_event_age_seconds_count{service="w",type="task.created"} %1$d
                fleet_deliveries_total{outcome="done",service="w",type="task.created"} %1$d.0
                fleet_dead_letters_total{reason="invalid",service="w",type="task.created"} 2.0
                """.formatted(events);
        return new FleetLook(
                nanos,
                Map.of(Service.TASK_API, MetricsPage.parse(api), Service.REMINDER_WORKER, MetricsPage.parse(worker)),
                Map.of(
                        Service.REMINDER_WORKER,
                        Map.of(new TopicPartition("tasks", 0), 0L, new TopicPartition("tasks", 1), 4L)));
    }
}
