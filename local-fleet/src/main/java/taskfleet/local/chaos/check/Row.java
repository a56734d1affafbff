package taskfleet.local.chaos.check;

import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One row of a query's result, by column. */
record Row(Map<String, @Nullable Object> columns) {

    static List<Row> query(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet results = statement.executeQuery(sql)) {
            ResultSetMetaData columns = results.getMetaData();
            List<Row> rows = new ArrayList<>();
            while (results.next()) {
                Map<String, @Nullable Object> row = new HashMap<>();
                for (int i = 1; i <= columns.getColumnCount(); i++) {
                    row.put(columns.getColumnName(i), value(results.getObject(i)));
                }
                rows.add(new Row(row));
            }
            return rows;
        }
    }

    private static @Nullable Object value(@Nullable Object read) throws SQLException {
        return switch (read) {
            case Timestamp timestamp -> timestamp.toInstant();
            case java.sql.Date date -> date.toLocalDate();
            case Array array -> List.of((Object[]) array.getArray());
            case null, default -> read;
        };
    }

    boolean has(String column) {
        return columns.get(column) != null;
    }

    @Nullable
    Object value(String column) {
        return columns.get(column);
    }

    UUID id(String column) {
        return (UUID) given(column);
    }

    String text(String column) {
        return (String) given(column);
    }

    int number(String column) {
        return ((Number) given(column)).intValue();
    }

    boolean flag(String column) {
        return (Boolean) given(column);
    }

    Instant instant(String column) {
        return (Instant) given(column);
    }

    LocalDate day(String column) {
        return (LocalDate) given(column);
    }

    private Object given(String column) {
        return Objects.requireNonNull(columns.get(column), column);
    }
}
