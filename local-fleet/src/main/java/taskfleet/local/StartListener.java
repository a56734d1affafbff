package taskfleet.local;

import java.time.Duration;

/** Hears how the start of a fleet goes on; called from several threads. */
public interface StartListener {

    StartListener SILENT = new StartListener() {};

    default void starting(String part) {}

    default void ready(String part, String address, Duration took) {}
}
