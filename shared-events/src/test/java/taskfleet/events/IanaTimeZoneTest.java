package taskfleet.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IanaTimeZoneTest {

    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/Argentina/Buenos_Aires", "UTC", "Etc/UTC"})
    void a_name_in_the_database_is_a_zone(String name) {
        assertThat(IanaTimeZone.parse(name).getId()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Z", "+01:00", "UTC+1", "GMT+2", "europe/berlin", "Mars/Olympus_Mons"})
    void an_offset_or_an_unknown_name_is_refused(String name) {
        assertThatThrownBy(() -> IanaTimeZone.parse(name)).isInstanceOf(DateTimeException.class);
    }
}
