package taskfleet.local.chaos.check;

import java.util.List;

/**
 * What one rule found.
 *
 * @param rule in words, as it should be
 * @param checked how many things it looked at
 * @param violations each with the ids to look at
 */
public record Finding(String rule, int checked, List<String> violations) {

    public Finding {
        violations = List.copyOf(violations);
    }
}
