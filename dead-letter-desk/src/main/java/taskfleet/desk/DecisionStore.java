package taskfleet.desk;

import com.fasterxml.uuid.Generators;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import taskfleet.kit.delivery.DeadLetter;
import taskfleet.kit.outbox.OutboxRows;
import taskfleet.kit.postgres.Database;

/**
 * Writes what people decide: where the letters stand then, who said so, and the redriven events in the outbox commit
 * together or not at all.
 */
final class DecisionStore {
    /** Those that can't be redriven come last: they would stand before the others for ever. */
    private static final String SELECT_OPEN = """
            SELECT letter_id, count(*) OVER () AS matching FROM letter
            WHERE status = 'open' AND ($1::text IS NULL OR worker = $1) AND ($2::text IS NULL OR event_type = $2)
                AND ($3::text IS NULL OR reason = $3)
            ORDER BY obstacle IS NOT NULL, failed_at, letter_id LIMIT $4
            """;
    /** In the order of their ids, so that two who decide on the same letters don't wait for each other in a ring. */
    private static final String LOCK = "SELECT * FROM letter WHERE letter_id = ANY ($1) ORDER BY letter_id FOR UPDATE";

    private static final String STAND = """
            UPDATE letter SET status = given.status, redrives = given.redrives, changed_at = $4
            FROM unnest($1::uuid[], $2::text[], $3::integer[]) AS given (letter_id, status, redrives)
            WHERE letter.letter_id = given.letter_id
            """;
    private static final String NOTE = """
            INSERT INTO decision (letter_id, redrive, kind, decided_by, decided_at, note)
            SELECT letter_id, redrive, $3, $4, $5, $6
            FROM unnest($1::uuid[], $2::integer[]) AS given (letter_id, redrive)
            """;
    private static final String PUBLISH = OutboxRows.insert(1, "true");

    private final Database database;
    private final Consumer<String> wakeRelay;

    /**
     * A store that wakes the relay after each commit.
     *
     * @param wakeRelay takes the partition key of what was written
     */
    DecisionStore(Database database, Consumer<String> wakeRelay) {
        this.database = database;
        this.wakeRelay = wakeRelay;
    }

    /**
     * Open letters that a person has named by what they have in common.
     *
     * @param remaining how many more there are than one call takes
     */
    record Selected(List<UUID> ids, long remaining) {}

    Selected select(DecisionRequest.Selection.AllOf all, int limit) {
        var ids = new ArrayList<UUID>();
        long matching = 0;
        for (var row : database.pool()
                .preparedQuery(SELECT_OPEN)
                .execute(Tuple.of(all.worker(), all.type(), all.reason(), limit))
                .await()) {
            ids.add(row.getUUID("letter_id"));
            matching = row.getLong("matching");
        }
        return new Selected(ids, matching - ids.size());
    }

    /** A letter that stays as it was. */
    record Refusal(UUID letterId, String why) {}

    /**
     * What came of a decision.
     *
     * @param letters on how many it was carried out
     */
    record Decided(int letters, List<Refusal> refused) {}

    Decided decide(List<UUID> ids, Decision decision) {
        return decide(ids, decision, letter -> true);
    }

    /** Leaves alone what somebody else has decided on meanwhile. */
    Decided decideOnOpen(List<UUID> ids, Decision decision) {
        return decide(ids, decision, letter -> letter.standing().status() == Standing.Status.OPEN);
    }

    private Decided decide(List<UUID> ids, Decision decision, Predicate<Letter> eligible) {
        var ruling = database.inTransaction(transaction -> {
            var found = rule(transaction, ids, decision, eligible);
            write(transaction, found.moves(), decision);
            return found;
        });
        if (decision.kind() == Decision.Kind.REDRIVEN) {
            ruling.moves().stream().map(Move::key).distinct().forEach(wakeRelay);
        }
        return new Decided(ruling.moves().size(), ruling.refused());
    }

    private record Ruling(List<Move> moves, List<Refusal> refused) {}

    private static Ruling rule(SqlClient transaction, List<UUID> ids, Decision decision, Predicate<Letter> eligible) {
        var moves = new ArrayList<Move>();
        var refused = new ArrayList<Refusal>();
        var missing = new LinkedHashSet<>(ids);
        var parameters = Tuple.tuple().addArrayOfUUID(ids.toArray(UUID[]::new));
        for (var row : transaction.preparedQuery(LOCK).execute(parameters).await()) {
            var letter = LetterRow.of(row);
            missing.remove(letter.id());
            if (eligible.test(letter)) {
                switch (decision.on(letter)) {
                    case Standing.Step.Taken taken ->
                        moves.add(
                                new Move(letter, row.getString("letter_topic"), row.getBuffer("payload"), taken.to()));
                    case Standing.Step.Refused no -> refused.add(new Refusal(letter.id(), no.why()));
                }
            }
        }
        missing.forEach(id -> refused.add(new Refusal(id, "there is no such letter")));
        return new Ruling(moves, refused);
    }

    private static void write(SqlClient transaction, List<Move> moves, Decision decision) {
        if (moves.isEmpty()) {
            return;
        }
        var ids = array(moves, move -> move.letter().id(), UUID[]::new);
        var redrives = array(moves, move -> move.to().redrives(), Integer[]::new);
        var statuses = array(moves, move -> move.to().status().wireName(), String[]::new);
        var at = LetterRow.utc(decision.at());
        transaction
                .preparedQuery(STAND)
                .execute(Tuple.of(ids, statuses, redrives, at))
                .await();
        transaction
                .preparedQuery(NOTE)
                .execute(Tuple.of(ids, redrives, decision.kind().wireName(), decision.by(), at, decision.note()))
                .await();
        if (decision.kind() == Decision.Kind.REDRIVEN) {
            var entries = moves.stream()
                    .sorted(Move.AS_THEY_LAY)
                    .map(move -> move.entry(decision.at()))
                    .toList();
            transaction
                    .preparedQuery(PUBLISH)
                    .execute(OutboxRows.addEntriesTo(Tuple.tuple(), entries))
                    .await();
        }
    }

    private static <T> T[] array(List<Move> moves, Function<Move, T> column, IntFunction<T[]> array) {
        return moves.stream().map(column).toArray(array);
    }

    /** A letter on its way to where it stands next. */
    private record Move(Letter letter, String topic, Buffer payload, Standing to) {
        /** So that events of one key are tried again in their order. */
        static final Comparator<Move> AS_THEY_LAY = Comparator.comparing(
                        (Move move) -> move.letter().place().topic())
                .thenComparingInt(move -> move.letter().place().partition())
                .thenComparingLong(move -> move.letter().place().offset());

        String key() {
            return letter.place().key();
        }

        OutboxRows.Entry entry(Instant now) {
            var event = DeadLetter.read(topic, payload.getBytes()).redriven(to.redrives());
            var id = Generators.nameBasedGenerator(letter.id()).generate(String.valueOf(to.redrives()));
            var subject = String.valueOf(event.getValue("subject", key()));
            return new OutboxRows.Entry(letter.place().topic(), key(), subject, id, event.encode(), now);
        }
    }
}
