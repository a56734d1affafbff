package taskfleet.local.e2e;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import taskfleet.local.Fleet;

/** The fleet's database, for what no public door shows. */
final class Tables {
    private Tables() {}

    /** Does to the database what no public door does. */
    static void execute(Fleet fleet, String sql) throws SQLException {
        try (var connection = fleet.postgres().connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    static long count(Fleet fleet, String sql) throws SQLException {
        try (var connection = fleet.postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** The rows as JSON, sorted. */
    static List<String> rows(Fleet fleet, String sql) throws SQLException {
        var found = new ArrayList<String>();
        try (var connection = fleet.postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(
                        "SELECT to_jsonb(row)::text FROM (%s) AS row ORDER BY 1".formatted(sql))) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
