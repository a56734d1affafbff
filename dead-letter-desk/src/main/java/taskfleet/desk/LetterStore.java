package taskfleet.desk;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowIterator;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.UUID;
import taskfleet.kit.postgres.Database;

/**
 * Keeps letters and what workers tell of them: each once, however often it comes, and whichever of two that belong
 * together comes first.
 */
final class LetterStore {
    /** Until the end of the transaction: a letter and the notice of its redrive must not miss each other. */
    private static final String HOLD = "SELECT pg_advisory_xact_lock(hashtextextended($1::text, 0))";

    private static final String KEEP = """
            INSERT INTO letter (%s, letter_topic, payload, changed_at) VALUES (%s, $%d, $%d, $%d)
            ON CONFLICT (letter_id) DO NOTHING
            """.formatted(
            LetterRow.COLUMNS, LetterRow.PARAMETERS, LetterRow.SIZE + 1, LetterRow.SIZE + 2, LetterRow.SIZE + 3);
    private static final String KEEP_FAILURE = """
            INSERT INTO failure (letter_id, redrive, reason, detail, attempts, failed_at)
            VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING
            """;
    private static final String KEEP_SETTLEMENT = """
            INSERT INTO settlement (letter_id, redrive, outcome, detail, settled_at)
            VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING
            """;
    private static final String LOCK = "SELECT status, redrives FROM letter WHERE letter_id = $1 FOR UPDATE";
    private static final String LAST_SETTLEMENT = """
            SELECT redrive FROM settlement WHERE letter_id = $1 ORDER BY redrive DESC LIMIT 1
            """;
    private static final String STAND = """
            UPDATE letter SET status = $2, redrives = $3, changed_at = $4 WHERE letter_id = $1
            """;
    /** The newest failure is the one of the highest count, whichever was read last. */
    private static final String SHOW_NEWEST_FAILURE = """
            UPDATE letter SET reason = newest.reason, detail = newest.detail, attempts = newest.attempts,
                failed_at = newest.failed_at, first_failed_at = least(first_failed_at, $2)
            FROM (SELECT * FROM failure WHERE letter_id = $1 ORDER BY redrive DESC LIMIT 1) AS newest
            WHERE letter.letter_id = $1
            """;

    private static final String FORGET = """
            DELETE FROM letter WHERE status IN ('settled', 'discarded') AND changed_at < $1
            """;
    private static final String FORGET_SETTLEMENTS = """
            DELETE FROM settlement WHERE settled_at < $1
                AND NOT EXISTS (SELECT FROM letter WHERE letter.letter_id = settlement.letter_id)
            """;

    private final Database database;
    private final Clock clock;

    LetterStore(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a letter was to the desk when it came. */
    enum Kept {
        NEW,
        /** Its event has failed once more. */
        CAME_BACK,
        /** A duplicate. */
        KNOWN
    }

    Kept keep(ArrivedLetter arrived) {
        return database.inTransaction(transaction -> keep(transaction, arrived));
    }

    private Kept keep(SqlClient transaction, ArrivedLetter arrived) {
        var letter = arrived.letter();
        hold(transaction, letter.id());
        var row = LetterRow.parameters(letter)
                .addString(arrived.topic())
                .addBuffer(arrived.payload())
                .addOffsetDateTime(now());
        boolean isNew = write(transaction, KEEP, row);
        if (!write(transaction, KEEP_FAILURE, failure(letter))) {
            return Kept.KNOWN;
        }
        int redrive = letter.standing().redrives();
        var before = isNew ? asTold(transaction, letter) : lock(transaction, letter.id());
        stand(transaction, letter.id(), before.failed(redrive));
        write(
                transaction,
                SHOW_NEWEST_FAILURE,
                Tuple.of(letter.id(), LetterRow.utc(letter.failure().at())));
        return isNew ? Kept.NEW : Kept.CAME_BACK;
    }

    /**
     * Notes that a worker has handled a redriven event.
     *
     * @return false when it was noted before
     */
    boolean settle(Settlement settlement) {
        return database.inTransaction(transaction -> settle(transaction, settlement));
    }

    private boolean settle(SqlClient transaction, Settlement settlement) {
        var id = settlement.letterId();
        hold(transaction, id);
        var parameters = Tuple.of(
                id, settlement.redrive(), settlement.outcome(), settlement.detail(), LetterRow.utc(settlement.at()));
        if (!write(transaction, KEEP_SETTLEMENT, parameters)) {
            return false;
        }
        var letter = rows(transaction, LOCK, id);
        if (letter.hasNext()) {
            stand(transaction, id, LetterRow.standing(letter.next()).settled(settlement.redrive()));
        }
        return true;
    }

    /** Forgets letters on which all has been said, and notices whose letter never came. */
    int forget(Duration olderThan) {
        var before = Tuple.of(LetterRow.utc(clock.instant().minus(olderThan)));
        int forgotten =
                database.pool().preparedQuery(FORGET).execute(before).await().rowCount();
        database.pool().preparedQuery(FORGET_SETTLEMENTS).execute(before).await();
        return forgotten;
    }

    /** A letter that is new here, as its worker may have told before. */
    private static Standing asTold(SqlClient transaction, Letter letter) {
        var settlement = rows(transaction, LAST_SETTLEMENT, letter.id());
        return settlement.hasNext()
                ? letter.standing().settled(settlement.next().getInteger("redrive"))
                : letter.standing();
    }

    private static void hold(SqlClient transaction, UUID letterId) {
        transaction.preparedQuery(HOLD).execute(Tuple.of(letterId.toString())).await();
    }

    private static Standing lock(SqlClient transaction, UUID letterId) {
        return LetterRow.standing(rows(transaction, LOCK, letterId).next());
    }

    private void stand(SqlClient transaction, UUID letterId, Standing standing) {
        write(transaction, STAND, Tuple.of(letterId, standing.status().wireName(), standing.redrives(), now()));
    }

    private static Tuple failure(Letter letter) {
        var failure = letter.failure();
        return Tuple.of(
                letter.id(),
                letter.standing().redrives(),
                failure.reason(),
                failure.detail(),
                failure.attempts(),
                LetterRow.utc(failure.at()));
    }

    private OffsetDateTime now() {
        return LetterRow.utc(clock.instant());
    }

    private static RowIterator<Row> rows(SqlClient transaction, String sql, UUID letterId) {
        return transaction
                .preparedQuery(sql)
                .execute(Tuple.of(letterId))
                .await()
                .iterator();
    }

    private static boolean write(SqlClient transaction, String sql, Tuple parameters) {
        return transaction.preparedQuery(sql).execute(parameters).await().rowCount() == 1;
    }
}
