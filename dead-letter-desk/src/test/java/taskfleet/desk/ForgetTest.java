package taskfleet.desk;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import taskfleet.events.SampleEvents;
import taskfleet.kit.testing.SettableClock;
import taskfleet.kit.testing.TestDatabase;

class ForgetTest {
    private static final Duration RETENTION = Duration.ofDays(90);

    private final SettableClock clock = new SettableClock(SampleEvents.NOW);

    @Test
    void a_letter_is_forgotten_long_after_the_last_word_on_it_and_an_open_one_never() {
        var vertx = Vertx.vertx();
        try (var database = TestDatabase.create().open(vertx, "dead_letter")) {
            var letters = new LetterStore(database, clock);
            var review = new ReviewStore(database);
            var decisions = new DecisionStore(database, key -> {});
            var open = keep(letters);
            var discarded = keep(letters);
            clock.advance(Duration.ofDays(60));
            decisions.decide(
                    List.of(discarded), new Decision(Decision.Kind.DISCARDED, "olga", "done", clock.instant()));
            clock.advance(RETENTION);

            int tooEarly = letters.forget(RETENTION);
            clock.advance(Duration.ofSeconds(1));
            int forgotten = letters.forget(RETENTION);

            assertThat(tooEarly).isZero();
            assertThat(forgotten).isEqualTo(1);
            assertThat(review.find(discarded)).isEmpty();
            assertThat(review.find(open)).isPresent();
        } finally {
            vertx.close().await();
        }
    }

    private UUID keep(LetterStore letters) {
        var letter = SampleLetter.next();
        var raw = RawRecord.of(letter.topic(), MultiMap.caseInsensitiveMultiMap(), Buffer.buffer(letter.record()));
        letters.keep(ArrivedLetter.read(raw, clock.instant()));
        return UUID.fromString(letter.id());
    }
}
