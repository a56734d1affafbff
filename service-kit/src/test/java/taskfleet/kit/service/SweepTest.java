package taskfleet.kit.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Promise;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import io.vertx.junit5.VertxExtension;
import io.vertx.pgclient.PgException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(VertxExtension.class)
class SweepTest {
    private static final Duration INTERVAL = Duration.ofMillis(5);

    private final Vertx vertx;
    private final AtomicInteger rounds = new AtomicInteger();

    SweepTest(Vertx vertx) {
        this.vertx = vertx;
    }

    @Test
    void the_first_round_is_at_the_start() {
        deploy(Sweep.hourly("counting", rounds::incrementAndGet));

        await().until(() -> rounds.get() == 1);
    }

    @Test
    void what_was_away_or_not_yet_migrated_is_tried_again_soon() {
        deploy(Sweep.hourly("waiting for a table", () -> {
            if (rounds.incrementAndGet() == 1) {
                throw new PgException("relation \"letter\" does not exist", "ERROR", "42P01", "");
            }
        }));

        await().until(() -> rounds.get() == 2);
    }

    @Test
    void a_round_that_fails_is_made_good_by_the_next() {
        deploy(Sweep.every(INTERVAL, "failing", () -> {
            rounds.incrementAndGet();
            throw new IllegalStateException("always");
        }));

        await().until(() -> rounds.get() >= 3);
    }

    @Test
    void no_round_begins_before_the_last_has_ended() {
        var answer = Promise.<Void>promise();
        var passed = new AtomicInteger();
        deploy(Sweep.every(INTERVAL, "waiting", () -> {
            rounds.incrementAndGet();
            answer.future().await();
        }));
        deploy(Sweep.every(INTERVAL, "beside it", passed::incrementAndGet));

        await().until(() -> passed.get() >= 10);
        assertThat(rounds).hasValue(1);
        answer.complete();

        await().until(() -> rounds.get() >= 2);
    }

    private void deploy(Deployable sweep) {
        vertx.deployVerticle(sweep, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }
}
