package taskfleet.tasks;

import com.fasterxml.uuid.Generators;
import java.util.Optional;
import java.util.UUID;
import taskfleet.events.TaskSnapshot;

/** The ids of the tasks of a series: derived, so that every attempt to make an occurrence meets in one row. */
final class SeriesIds {
    private SeriesIds() {}

    /** UUIDv5 (RFC 9562 section 5.5) of the number, in the name space of the series. */
    static UUID occurrence(UUID seriesId, int number) {
        // A generator of its own for each call: its digest must not be shared between threads.
        return Generators.nameBasedGenerator(seriesId).generate(String.valueOf(number));
    }

    /** The id of the occurrence after this one, whether it exists or not. */
    static Optional<UUID> nextOf(TaskSnapshot task) {
        return task.seriesId() == null || task.occurrence() == null
                ? Optional.empty()
                : Optional.of(occurrence(task.seriesId(), task.occurrence() + 1));
    }
}
