package taskfleet.local.e2e;

import java.sql.SQLException;
import taskfleet.local.Fleet;

/** A look into the fleet's database, for what no public door shows. */
final class Tables {
    private Tables() {}

    static long count(Fleet fleet, String sql) throws SQLException {
        try (var connection = fleet.postgres().connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
