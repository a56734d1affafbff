package taskfleet.local.chaos;

import java.time.Instant;

/** A part of a run for which figures are told. */
record Phase(String name, Instant from, Instant to) {}
