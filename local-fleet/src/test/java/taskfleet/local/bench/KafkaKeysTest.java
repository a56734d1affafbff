package taskfleet.local.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaKeysTest {

    /** Hashes from the test vectors of FNV-1a (draft-eastlake-fnv, appendix C): e40c292c, bf9cf968. */
    @ParameterizedTest
    @CsvSource({"a, 1000000, 965076", "foobar, 1000000, 231576"})
    void a_key_lies_where_its_hash_says(String key, int partitions, int partition) {
        assertThat(KafkaKeys.partition(key, partitions)).isEqualTo(partition);
    }

    @Test
    void users_are_found_for_so_many_partitions_and_no_other() {
        assertThat(BenchFleet.usersIn(3, 4).stream()
                        .collect(Collectors.groupingBy(user -> KafkaKeys.partition(user, 6), Collectors.counting())))
                .containsOnlyKeys(0, 1, 2)
                .containsValues(4L, 4L, 4L);
    }
}
