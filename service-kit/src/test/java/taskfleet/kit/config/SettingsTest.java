package taskfleet.kit.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Duration FALLBACK = Duration.ofMinutes(7);

    @Test
    void every_problem_is_told_at_once_with_what_was_expected() {
        var settings = Settings.of(Map.of("PORT", "70000", "WAIT", "soon", "PARANOID", "yes", "MODE", "both"));
        settings.text("USER_NAME");
        settings.port("PORT", 8080);
        settings.duration("WAIT", FALLBACK);
        settings.flag("PARANOID", false);
        settings.reject("MODE", "one of the two");

        assertThatThrownBy(settings::check)
                .isInstanceOf(Settings.InvalidSettings.class)
                .message()
                .hasLineCount(6)
                .contains("USER_NAME: not set (expected: a text)")
                .contains("PORT: 70000 (expected: a whole number from 0 to 65535)")
                .contains("WAIT: soon (expected: a positive duration")
                .contains("PARANOID: yes (expected: true or false)")
                .contains("MODE: both (expected: one of the two)");
    }

    @Test
    void what_is_unset_or_blank_falls_back_and_is_no_problem() {
        var settings = Settings.of(Map.of("SIZE", "  ", "WAIT", ""));

        assertThat(settings.number("SIZE", 3, 1, 10)).isEqualTo(3);
        assertThat(settings.duration("WAIT", FALLBACK)).isEqualTo(FALLBACK);
        assertThat(settings.text("NAME", "nobody")).isEqualTo("nobody");
        assertThat(settings.flag("PARANOID", true)).isTrue();
        assertThat(settings.optional("SIZE")).isEmpty();
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @Test
    void space_around_a_value_does_not_count() {
        var settings = Settings.of(Map.of("SIZE", " 9\n", "NAME", "\ttwo words "));

        assertThat(settings.number("SIZE", 3, 1, 10)).isEqualTo(9);
        assertThat(settings.text("NAME")).isEqualTo("two words");
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"250ms, PT0.25S", "4s, PT4S", "5m, PT5M", "24h, PT24H", "30d, PT720H", "PT1M30S, PT1M30S"})
    void durations_are_short_or_of_iso_8601(String text, Duration expected) {
        var settings = Settings.of(Map.of("WAIT", text));

        var duration = settings.duration("WAIT", FALLBACK);

        assertThat(duration).isEqualTo(expected);
        assertThatCode(settings::check).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0s",
                "-4s",
                "PT-4S",
                "4",
                "4 s",
                "4S",
                "s",
                "1.5s",
                "99999999999999999999s",
                "9223372036854775807d"
            })
    void other_durations_are_refused(String text) {
        var settings = Settings.of(Map.of("WAIT", text));

        settings.duration("WAIT", FALLBACK);

        assertThatThrownBy(settings::check).hasMessageContaining("WAIT: " + text + " (expected:");
    }

    @ParameterizedTest
    @CsvSource({"1, true", "10, true", "0, false", "11, false", "-1, false", "3.5, false", "99999999999, false"})
    void numbers_keep_to_their_range_both_ends_included(String text, boolean taken) {
        var settings = Settings.of(Map.of("SIZE", text));

        int number = settings.number("SIZE", 3, 1, 10);

        if (taken) {
            assertThat(number).isEqualTo(Integer.parseInt(text));
            assertThatCode(settings::check).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(settings::check).hasMessageContaining("SIZE: " + text);
        }
    }
}
