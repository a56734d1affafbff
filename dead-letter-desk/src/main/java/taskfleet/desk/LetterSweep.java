package taskfleet.desk;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What happens by the clock: open letters are counted, and old ones on which all is said are forgotten. */
final class LetterSweep extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(LetterSweep.class);
    private static final Duration FORGET_INTERVAL = Duration.ofHours(1);

    private final LetterStore letters;
    private final ReviewStore review;
    private final DeskMetrics metrics;
    private final DeskConfig.Timing timing;

    LetterSweep(LetterStore letters, ReviewStore review, DeskMetrics metrics, DeskConfig.Timing timing) {
        this.letters = letters;
        this.review = review;
        this.metrics = metrics;
        this.timing = timing;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(0, timing.countInterval().toMillis(), timer -> count());
        vertx.setPeriodic(FORGET_INTERVAL.toMillis(), timer -> forget());
        return Future.succeededFuture();
    }

    private void count() {
        try {
            metrics.open(review.openLetters());
        } catch (Exception e) { // an awaited future throws checked ones too, such as a refused connection
            log.debug("open letters can't be counted now: {}", e.toString());
        }
    }

    private void forget() {
        try {
            log.debug("{} letters forgotten", letters.forget(timing.retention()));
        } catch (Exception e) {
            log.debug("letters can't be forgotten now: {}", e.toString());
        }
    }
}
