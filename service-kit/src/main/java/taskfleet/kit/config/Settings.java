package taskfleet.kit.config;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads typed settings from the environment and collects every problem, so that a wrong deployment is told all its
 * mistakes at once: read everything first, then call {@link #check()}.
 */
public final class Settings {
    private static final Pattern SHORT_DURATION = Pattern.compile("(\\d+)(ms|s|m|h|d)");

    private final Map<String, String> values;
    private final List<String> problems = new ArrayList<>();

    private Settings(Map<String, String> values) {
        this.values = values;
    }

    public static Settings of(Map<String, String> values) {
        return new Settings(Map.copyOf(values));
    }

    /** A required text. */
    public String text(String name) {
        return optional(name).orElseGet(() -> {
            problems.add("%s: not set (expected: a text)".formatted(name));
            return "";
        });
    }

    public String text(String name, String fallback) {
        return optional(name).orElse(fallback);
    }

    /** Empty when the variable is unset or blank. */
    public Optional<String> optional(String name) {
        return Optional.ofNullable(values.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** A whole number from minimum to maximum. */
    public int number(String name, int fallback, int minimum, int maximum) {
        var text = optional(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            int number = Integer.parseInt(text.get());
            if (number >= minimum && number <= maximum) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, like a number out of range
        }
        problems.add("%s: %s (expected: a whole number from %d to %d)".formatted(name, text.get(), minimum, maximum));
        return fallback;
    }

    public int port(String name, int fallback) {
        return number(name, fallback, 0, 65_535);
    }

    /** A positive duration: {@code 250ms}, {@code 4s}, {@code 5m}, {@code 24h}, {@code 30d} or ISO 8601. */
    public Duration duration(String name, Duration fallback) {
        var text = optional(name);
        if (text.isEmpty()) {
            return fallback;
        }
        try {
            var duration = parse(text.get());
            if (duration.isPositive()) {
                return duration;
            }
        } catch (DateTimeParseException | NumberFormatException | ArithmeticException e) {
            // told below, like a duration of zero
        }
        problems.add("%s: %s (expected: a positive duration such as 250ms, 4s, 5m, 24h or PT4S)"
                .formatted(name, text.get()));
        return fallback;
    }

    public boolean flag(String name, boolean fallback) {
        var text = optional(name).orElse(String.valueOf(fallback));
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> {
                problems.add("%s: %s (expected: true or false)".formatted(name, text));
                yield fallback;
            }
        };
    }

    /** Adds a problem that only the caller can see, such as two settings that exclude each other. */
    public void reject(String name, String expected) {
        problems.add("%s: %s (expected: %s)".formatted(name, text(name, "not set"), expected));
    }

    /** The same for a value that no message may repeat. */
    public void rejectSecret(String name, String expected) {
        problems.add("%s: a secret (expected: %s)".formatted(name, expected));
    }

    /**
     * @throws InvalidSettings with every problem found so far
     */
    public void check() {
        if (!problems.isEmpty()) {
            throw new InvalidSettings(problems);
        }
    }

    private static Duration parse(String text) {
        var shortForm = SHORT_DURATION.matcher(text);
        if (!shortForm.matches()) {
            return Duration.parse(text);
        }
        long amount = Long.parseLong(shortForm.group(1));
        return switch (shortForm.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** The environment does not describe a service that can run. */
    public static final class InvalidSettings extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InvalidSettings(List<String> problems) {
            super("the environment can't be used:\n  " + String.join("\n  ", problems));
        }
    }
}
