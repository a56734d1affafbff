package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventTest {
    private static final Instant NOW = Instant.parse("2026-11-02T08:00:00.123456789Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

    @Test
    void a_first_event_has_no_cause() {
        Event event = Event.first(SampleEvents.TASK_CREATED.data(), CLOCK);

        assertThat(event.causationId()).isNull();
        assertThat(event.hops()).isZero();
        assertThat(event.redriveCount()).isZero();
        assertThat(event.time()).isEqualTo("2026-11-02T08:00:00.123456Z");
    }

    @Test
    void an_id_is_a_uuid_of_version_7_made_at_the_time_of_the_event() {
        Event event = Event.first(SampleEvents.TASK_CREATED.data(), CLOCK);

        assertThat(event.id().version()).isEqualTo(7);
        assertThat(event.id().getMostSignificantBits() >>> 16).isEqualTo(NOW.toEpochMilli());
    }

    @Test
    void ids_of_one_millisecond_differ_and_rise() {
        Stream<Event> events =
                IntStream.range(0, 1000).mapToObj(i -> SampleEvents.fresh(SampleEvents.TASK_CREATED.data()));

        assertThat(events.map(event -> event.id().toString()))
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void a_following_event_names_its_cause_and_stays_in_its_trace() {
        Event cause = SampleEvents.REMINDER_TRIGGERED;

        Event event = Event.causedBy(cause, SampleEvents.TASK_CREATED.data(), CLOCK);

        assertThat(event.causationId()).isEqualTo(cause.id());
        assertThat(event.hops()).isEqualTo(cause.hops() + 1);
        assertThat(event.traceparent()).isEqualTo(cause.traceparent());
    }

    @Test
    void subject_partition_key_and_sequence_are_those_of_the_task() {
        Event event = SampleEvents.fresh(
                new TaskDeleted(SampleEvents.bobsTask().version(7).build()));

        assertThat(event.subject()).isEqualTo("0f3c1a52-6c1e-4b5e-9f1d-2a7b8c9d0e02");
        assertThat(event.partitionKey()).isEqualTo("bob");
        assertThat(event.sequence()).isEqualTo(7);
        assertThat(event.type()).isEqualTo(EventType.TASK_DELETED);
    }
}
