package taskfleet.local.bench;

import java.util.function.Consumer;

/** Measures one thing on a fleet that is up and idle, and leaves it so. */
interface Chapter {

    /**
     * Does so.
     *
     * @param figures hears of each as soon as it is known
     */
    void measure(BenchFleet fleet, Consumer<Figure> figures);
}
