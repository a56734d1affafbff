package taskfleet.local.bench;

import io.vertx.core.Vertx;
import java.util.List;

/** Measures one thing on a fleet that is up and idle, and leaves it so. */
interface Chapter {

    List<Figure> measure(BenchFleet fleet, Vertx vertx);
}
