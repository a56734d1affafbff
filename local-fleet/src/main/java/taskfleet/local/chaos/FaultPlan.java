package taskfleet.local.chaos;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import taskfleet.local.Service;
import taskfleet.local.chaos.Fault.Kind;

/**
 * Which faults come when: the same for the same seed and length. They are dealt from a shuffled pack, so that no kind
 * comes a second time before each has come once. In each of {@code atOnce} lanes one fault follows the other.
 */
record FaultPlan(List<List<Fault>> lanes) {

    /** Before the first fault, so that there is something to lose. */
    private static final Duration CALM_BEGIN = Duration.ofSeconds(4);

    private static final Duration SHORTEST_CALM = Duration.ofSeconds(4);
    private static final Duration LONGEST_CALM = Duration.ofSeconds(8);

    /** One kind of fault, on any of several targets that are alike. */
    private record Card(Kind kind, List<Target> targets) {}

    static FaultPlan of(long seed, Duration length, int atOnce, Collection<Service> services, int replicas) {
        var random = new Random(seed);
        List<Card> pack = pack(Target.ofServices(services, replicas));
        Deque<Card> dealt = new ArrayDeque<>();
        List<List<Fault>> lanes = new ArrayList<>();
        for (int lane = 0; lane < atOnce; lane++) {
            lanes.add(new ArrayList<>());
        }
        while (true) {
            List<Fault> lane = Collections.min(lanes, (one, other) -> end(one).compareTo(end(other)));
            Duration offset = end(lane).plus(lane.isEmpty() ? CALM_BEGIN : calm(random));
            Fault fault = deal(pack, dealt, random, offset, lanes);
            if (fault.end().compareTo(length) > 0) {
                return new FaultPlan(lanes);
            }
            lane.add(fault);
        }
    }

    int size() {
        return lanes.stream().mapToInt(List::size).sum();
    }

    /** How often each part is hit in which way, for people. */
    List<String> table() {
        Map<String, Map<Kind, Long>> counts = lanes.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(
                        fault -> fault.target().kind(),
                        TreeMap::new,
                        Collectors.groupingBy(Fault::kind, Collectors.counting())));
        List<String> table = new ArrayList<>();
        table.add("%-42s %7s %7s %9s %7s".formatted("Faults", "killed", "paused", "restarted", "wiped"));
        counts.forEach((kind, hits) -> table.add("  %-40s %7s %7s %9s %7s"
                .formatted(
                        kind,
                        hits.getOrDefault(Kind.KILL, 0L),
                        hits.getOrDefault(Kind.PAUSE, 0L),
                        hits.getOrDefault(Kind.RESTART, 0L),
                        hits.getOrDefault(Kind.WIPE, 0L))));
        return table;
    }

    private static List<Card> pack(List<List<Target>> ofServices) {
        List<Card> pack = new ArrayList<>();
        List<List<Target>> all = new ArrayList<>(ofServices);
        all.addAll(List.of(List.of(Target.KAFKA), List.of(Target.POSTGRES), List.of(Target.SCHEDULER)));
        for (List<Target> targets : all) {
            for (Kind kind : List.of(Kind.KILL, Kind.PAUSE, Kind.RESTART)) {
                pack.add(new Card(kind, targets));
            }
        }
        pack.add(new Card(Kind.WIPE, List.of(Target.SCHEDULER)));
        return pack;
    }

    private static Fault deal(
            List<Card> pack, Deque<Card> dealt, Random random, Duration offset, List<List<Fault>> lanes) {
        if (dealt.isEmpty()) {
            List<Card> shuffled = new ArrayList<>(pack);
            Collections.shuffle(shuffled, random);
            dealt.addAll(shuffled);
        }
        Card card = next(dealt, offset, lanes);
        Target target = card.targets().get(random.nextInt(card.targets().size()));
        return new Fault(offset, card.kind(), target, lasting(card, random));
    }

    /** The first card for a part that no other lane has its hands on at that time. */
    private static Card next(Deque<Card> dealt, Duration offset, List<List<Fault>> lanes) {
        Iterator<Card> cards = dealt.iterator();
        while (cards.hasNext()) {
            Card card = cards.next();
            if (lanes.stream().noneMatch(lane -> isBusyWith(lane, card, offset))) {
                cards.remove();
                return card;
            }
        }
        return dealt.removeFirst();
    }

    private static boolean isBusyWith(List<Fault> lane, Card card, Duration offset) {
        return !lane.isEmpty()
                && lane.getLast().end().plus(SHORTEST_CALM).compareTo(offset) > 0
                && card.targets().stream()
                        .flatMap(target -> target.containers().stream())
                        .anyMatch(lane.getLast().target().containers()::contains);
    }

    /** Pauses are short, or now and then longer than all sessions with Kafka and Postgres last. */
    private static Duration lasting(Card card, Random random) {
        boolean shared = card.targets().size() == 1;
        return switch (card.kind()) {
            case KILL, WIPE -> shared ? seconds(random, 1, 8) : Duration.ZERO;
            case PAUSE -> random.nextInt(3) == 0 ? seconds(random, 12, 18) : seconds(random, 2, 6);
            case RESTART -> Duration.ZERO;
        };
    }

    private static Duration calm(Random random) {
        return seconds(random, (int) SHORTEST_CALM.toSeconds(), (int) LONGEST_CALM.toSeconds());
    }

    private static Duration seconds(Random random, int least, int most) {
        return Duration.ofMillis(random.nextInt(1000 * least, 1000 * most));
    }

    private static Duration end(List<Fault> lane) {
        return lane.isEmpty() ? Duration.ZERO : lane.getLast().end();
    }
}
