package taskfleet.events.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import taskfleet.events.EventType;

/** The golden events, which are the examples of the contracts. */
final class GoldenFiles {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final String ENDING = ".json";

    private GoldenFiles() {}

    /** All of them: their text by file name. */
    static SortedMap<String, String> all() {
        SortedMap<String, String> texts = new TreeMap<>();
        try (var files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return texts;
    }

    /** Those of a type in its newest version, by file name without ending; the plain one is first. */
    static SortedMap<String, String> of(EventType type) {
        SortedMap<String, String> texts = new TreeMap<>();
        all().forEach((file, text) -> {
            String name = file.substring(0, file.length() - ENDING.length());
            if (name.equals(versioned(type)) || name.startsWith(versioned(type) + "-")) {
                texts.put(name, text);
            }
        });
        return texts;
    }

    /** The one that shows the type in documents. */
    static String plain(EventType type) {
        String text = of(type).get(versioned(type));
        if (text == null) {
            throw new IllegalStateException("golden file: none for " + versioned(type));
        }
        return text;
    }

    private static String versioned(EventType type) {
        return type.typeName() + ".v" + type.schemaVersion();
    }
}
