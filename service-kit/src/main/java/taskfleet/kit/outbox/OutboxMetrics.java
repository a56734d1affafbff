package taskfleet.kit.outbox;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import taskfleet.events.Traceparent;
import taskfleet.kit.service.Latencies;
import taskfleet.kit.tracing.Tracing;

/** What is measured and traced of the outbox: how much waits, for how long, and how publishing goes. */
final class OutboxMetrics {
    private final MeterRegistry registry;
    private final Clock clock;
    private final Tracing tracing;
    private final Timer publish;
    private final Timer commitToPublished;
    private final DistributionSummary batchSize;
    private volatile RelaySession.Waiting waiting = new RelaySession.Waiting(0, Optional.empty());

    OutboxMetrics(MeterRegistry registry, Clock clock, Tracing tracing) {
        this.registry = registry;
        this.clock = clock;
        this.tracing = tracing;
        this.publish = Timer.builder("fleet.outbox.publish")
                .description("Duration of one bulk publish")
                .register(registry);
        this.commitToPublished = Timer.builder("fleet.outbox.commit.to.published")
                .description("Time from the commit of an event to its acknowledgement by the broker")
                .serviceLevelObjectives(Latencies.edges())
                .register(registry);
        this.batchSize = DistributionSummary.builder("fleet.outbox.batch.size")
                .description("Events in one bulk publish")
                .register(registry);
        Gauge.builder("fleet.outbox.waiting", () -> waiting.events())
                .description("Events that are committed and not yet published")
                .register(registry);
        Gauge.builder("fleet.outbox.oldest.age.seconds", this::oldestAge)
                .description("How long the oldest of them has been waiting")
                .register(registry);
    }

    void waiting(RelaySession.Waiting now) {
        waiting = now;
    }

    void published(OutboxBatch batch, Duration duration) {
        publish.record(duration);
        batchSize.record(batch.size());
        var now = clock.instant();
        batch.rows().forEach(row -> published(row, now));
        if (!batch.isEmpty()) {
            Counter.builder("fleet.outbox.published")
                    .description("Events that the broker has acknowledged")
                    .tag("topic", batch.topic())
                    .register(registry)
                    .increment(batch.size());
        }
    }

    private void published(OutboxBatch.Row row, Instant now) {
        var waited = Duration.between(row.createdAt(), now);
        var step = tracing.isOn()
                ? tracing.published(row.topic(), row.eventId(), row.createdAt(), Traceparent.in(row.event()))
                : null;
        tracing.measure(step, () -> commitToPublished.record(waited));
    }

    private double oldestAge() {
        return waiting.oldest()
                .map(oldest -> Duration.between(oldest, clock.instant()).toMillis() / 1000.0)
                .orElse(0.0);
    }
}
