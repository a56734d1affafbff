package taskfleet.kit.postgres;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the inbox from growing for ever: now and then forgets what no broker can deliver again. */
public final class InboxSweep extends VerticleBase {
    private static final Logger log = LoggerFactory.getLogger(InboxSweep.class);
    private static final Duration INTERVAL = Duration.ofHours(1);

    private final Database database;
    private final Inbox inbox;
    private final Duration retention;

    public InboxSweep(Database database, Clock clock, Duration retention) {
        this.database = database;
        this.inbox = new Inbox(clock);
        this.retention = retention;
    }

    @Override
    public Future<?> start() {
        vertx.setPeriodic(INTERVAL.toMillis(), timer -> sweep());
        return Future.succeededFuture();
    }

    private void sweep() {
        try {
            int forgotten = inbox.forget(database.pool(), retention);
            log.debug("{} events forgotten", forgotten);
        } catch (Exception e) {
            log.debug("the inbox can't be swept now: {}", e.toString());
        }
    }
}
