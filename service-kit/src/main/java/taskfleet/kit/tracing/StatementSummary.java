package taskfleet.kit.tracing;

import java.util.ArrayList;
import java.util.regex.Pattern;

/** Names a statement by what it does to which tables, as in {@code INSERT task, INSERT outbox}. */
final class StatementSummary {
    private static final Pattern WRITES =
            Pattern.compile("\\b(INSERT) INTO (\\w+)|(?<!FOR |DO )\\b(UPDATE) (\\w+)|\\b(DELETE) FROM (\\w+)");
    private static final Pattern READS = Pattern.compile("\\bFROM (\\w+)");
    private static final Pattern FIRST_WORD = Pattern.compile("\\w+");

    private StatementSummary() {}

    static String of(String statement) {
        var parts = new ArrayList<String>();
        var writes = WRITES.matcher(statement);
        while (writes.find()) {
            for (int group = 1; group < writes.groupCount(); group += 2) {
                if (writes.group(group) != null) {
                    parts.add(writes.group(group) + " " + writes.group(group + 1));
                }
            }
        }
        if (!parts.isEmpty()) {
            return String.join(", ", parts);
        }
        var reads = READS.matcher(statement);
        if (reads.find()) {
            return "SELECT " + reads.group(1);
        }
        var word = FIRST_WORD.matcher(statement);
        return word.find() ? word.group() : "statement";
    }
}
