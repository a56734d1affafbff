package taskfleet.local.bench;

import java.nio.charset.StandardCharsets;

/** Where the sidecar's Kafka client puts a key: by FNV-1a of 32 bits, unlike Kafka's own clients. */
final class KafkaKeys {

    private static final int OFFSET_BASIS = 0x811C9DC5;
    private static final int PRIME = 0x01000193;

    private KafkaKeys() {}

    static int partition(String key, int partitions) {
        int hash = OFFSET_BASIS;
        for (byte next : key.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (next & 0xFF)) * PRIME;
        }
        return Math.abs(hash % partitions);
    }
}
