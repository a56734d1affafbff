package taskfleet.local.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** All findings of a run, as a table with the ids to look at below it. */
public record Verdict(List<Finding> findings) {

    private static final int SHOWN_PER_RULE = 10;

    public Verdict {
        findings = List.copyOf(findings);
    }

    public boolean isClean() {
        return findings.stream().allMatch(finding -> finding.violations().isEmpty());
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%-52s %9s %11s".formatted("Verdict", "checked", "violations"));
        findings.forEach(finding -> lines.add("  %-50s %9d %11d"
                .formatted(
                        finding.rule(), finding.checked(), finding.violations().size())));
        findings.stream()
                .filter(finding -> !finding.violations().isEmpty())
                .forEach(finding -> addViolations(lines, finding));
        return lines;
    }

    private static void addViolations(List<String> lines, Finding finding) {
        lines.add("Violated: " + finding.rule());
        finding.violations().stream().limit(SHOWN_PER_RULE).forEach(violation -> lines.add("  " + violation));
        if (finding.violations().size() > SHOWN_PER_RULE) {
            lines.add("  ... and %d more".formatted(finding.violations().size() - SHOWN_PER_RULE));
        }
    }
}
