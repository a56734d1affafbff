package taskfleet.local.e2e;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import taskfleet.local.e2e.OtlpReceiver.ReceivedSpan;

/** One trace by its parents, as people read it. */
final class SpanTree {
    private final List<ReceivedSpan> spans;
    private final Map<String, List<ReceivedSpan>> children;

    SpanTree(List<ReceivedSpan> spans) {
        this.spans = spans;
        this.children = spans.stream()
                .sorted(Comparator.comparingLong(ReceivedSpan::startNanos))
                .collect(Collectors.groupingBy(ReceivedSpan::parentId));
    }

    /** What hangs in the air: its parent was not exported. */
    List<ReceivedSpan> orphans() {
        var known = spans.stream().map(ReceivedSpan::id).toList();
        return spans.stream()
                .filter(span -> !span.parentId().isEmpty() && !known.contains(span.parentId()))
                .toList();
    }

    List<ReceivedSpan> roots() {
        return children.getOrDefault("", List.of());
    }

    List<ReceivedSpan> beneath(ReceivedSpan parent) {
        return children.getOrDefault(parent.id(), List.of());
    }

    /** A line a span: service, name, what it is about, when it began and how long it took. */
    String text() {
        var lines = new ArrayList<String>();
        var roots = new ArrayList<>(roots());
        roots.addAll(orphans());
        roots.forEach(root -> write(root, 0, roots.getFirst().startNanos(), lines));
        return String.join("\n", lines);
    }

    private void write(ReceivedSpan span, int depth, long start, List<String> lines) {
        var what = "  ".repeat(depth) + span.service() + "  " + span.name() + detail(span);
        lines.add("%-92s %9.1f ms %8.1f ms"
                .formatted(
                        what, (span.startNanos() - start) / 1e6, span.duration().toNanos() / 1e6));
        beneath(span).forEach(child -> write(child, depth + 1, start, lines));
    }

    private static String detail(ReceivedSpan span) {
        var attributes = span.attributes();
        var type = attributes.get("cloudevents.event_type");
        var status = attributes.get("http.response.status_code");
        if (type != null) {
            return " (%s: %s)".formatted(type, attributes.get("taskfleet.outcome"));
        }
        return status == null ? "" : " " + status;
    }
}
