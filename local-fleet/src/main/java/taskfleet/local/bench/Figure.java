package taskfleet.local.bench;

import java.util.Optional;

/**
 * One measured number beside its limit.
 *
 * @param chapter what was measured, such as {@code creates}
 * @param name of the figure within it
 * @param unit of the value and of its limit
 * @param limit the same number of the parts alone, measured in the same run
 * @param target for the ratio of the two, by {@link Aim}
 */
record Figure(String chapter, String name, String unit, double value, Optional<Double> limit, Optional<Target> target) {

    /** Whether more is better. */
    enum Aim {
        AT_LEAST,
        AT_MOST
    }

    /** What the number itself, or its ratio to the limit, should be. */
    record Target(Aim aim, double bound, boolean ofRatio) {

        static Target ratioAtLeast(double bound) {
            return new Target(Aim.AT_LEAST, bound, true);
        }

        static Target atMost(double bound) {
            return new Target(Aim.AT_MOST, bound, false);
        }
    }

    static Figure of(String chapter, String name, String unit, double value) {
        return new Figure(chapter, name, unit, value, Optional.empty(), Optional.empty());
    }

    Figure beside(double measuredLimit) {
        return new Figure(chapter, name, unit, value, Optional.of(measuredLimit), target);
    }

    Figure aimingAt(Target wanted) {
        return new Figure(chapter, name, unit, value, limit, Optional.of(wanted));
    }

    Optional<Double> ratio() {
        return limit.map(of -> value / of);
    }

    /** Empty without a target. */
    Optional<Boolean> isMet() {
        return target.map(wanted -> {
            double number = wanted.ofRatio() ? ratio().orElse(Double.NaN) : value;
            return wanted.aim() == Aim.AT_LEAST ? number >= wanted.bound() : number <= wanted.bound();
        });
    }
}
