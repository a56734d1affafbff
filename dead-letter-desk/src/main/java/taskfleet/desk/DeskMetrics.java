package taskfleet.desk;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Locale;

/** What is counted of letters and decisions; never by user or task. */
final class DeskMetrics {
    private final MeterRegistry registry;
    private final MultiGauge open;

    DeskMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.open = MultiGauge.builder("fleet.desk.open.letters")
                .description("Dead letters that wait for a person's decision")
                .register(registry);
    }

    void kept(Letter letter, LetterStore.Kept kept) {
        Counter.builder("fleet.desk.letters.taken")
                .description("Dead letters that arrived: new ones, those that came back, and duplicates")
                .tags("worker", letter.place().worker(), "kept", kept.name().toLowerCase(Locale.ROOT))
                .register(registry)
                .increment();
    }

    void decided(Decision.Kind kind, int letters) {
        Counter.builder("fleet.desk.decisions")
                .description("Letters redriven or discarded by a person")
                .tag("kind", kind.wireName())
                .register(registry)
                .increment(letters);
    }

    /** How many letters of one worker and reason are open. */
    record OpenLetters(String worker, String reason, long letters) {}

    void open(List<OpenLetters> counts) {
        open.register(
                counts.stream()
                        .map(count ->
                                Row.of(Tags.of("worker", count.worker(), "reason", count.reason()), count.letters()))
                        .toList(),
                true);
    }
}
