package taskfleet.kit.outbox;

import java.util.BitSet;
import java.util.Collection;
import java.util.stream.IntStream;

/** A set of buckets of the partition key: those that one relay holds the locks of. */
record Buckets(BitSet bits) {
    static Buckets none() {
        return new Buckets(new BitSet());
    }

    static Buckets of(Collection<Integer> buckets) {
        var bits = new BitSet();
        buckets.forEach(bits::set);
        return new Buckets(bits);
    }

    boolean holds(int bucket) {
        return bits.get(bucket);
    }

    int size() {
        return bits.cardinality();
    }

    Short[] array() {
        return bits.stream().mapToObj(bucket -> (short) bucket).toArray(Short[]::new);
    }

    /** Those that this relay does not hold. */
    Integer[] others() {
        return IntStream.range(0, OutboxRows.BUCKETS)
                .filter(bucket -> !bits.get(bucket))
                .boxed()
                .toArray(Integer[]::new);
    }
}
