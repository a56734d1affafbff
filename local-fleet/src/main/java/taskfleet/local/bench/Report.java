package taskfleet.local.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import taskfleet.local.Json;

/** The figures of one or more runs: as a table, and as JSON for the charts. */
final class Report {

    private final List<List<Figure>> runs = new ArrayList<>();

    void add(List<Figure> run) {
        runs.add(List.copyOf(run));
    }

    /** One line a figure, with the medians of the runs. */
    void print(PrintStream out) {
        out.printf(
                "%-10s %-44s %10s %10s %-9s %6s  %s%n",
                "", "median of " + runs.size(), "", "limit", "", "ratio", "aim");
        medians().forEach(figure -> out.println(line(figure)));
    }

    static String line(Figure figure) {
        return "%-10s %-44s %10s %10s %-9s %6s  %s"
                .formatted(
                        figure.chapter(),
                        figure.name(),
                        number(figure.value()),
                        figure.limit().map(Report::number).orElse(""),
                        figure.unit(),
                        figure.ratio()
                                .map(ratio -> String.format(Locale.ROOT, "%.2f", ratio))
                                .orElse(""),
                        aim(figure));
    }

    void write(Path file) {
        List<Map<String, Object>> json = runs.stream()
                .map(run -> Map.<String, Object>of(
                        "figures", run.stream().map(Report::json).toList()))
                .toList();
        write(
                file,
                Map.of(
                        "at", Instant.now().toString(),
                        "processors", Runtime.getRuntime().availableProcessors(),
                        "runs", json,
                        "medians", medians().stream().map(Report::json).toList()));
    }

    static void write(Path file, Object content) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, Json.write(content));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Figure> medians() {
        Map<String, List<Figure>> byName = runs.stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(
                        figure -> figure.chapter() + figure.name(), LinkedHashMap::new, Collectors.toList()));
        return byName.values().stream().map(Report::median).toList();
    }

    /** Of the values and of the limits each. */
    private static Figure median(List<Figure> same) {
        Figure first = same.getFirst();
        Optional<Double> limit = first.limit()
                .map(any -> middle(
                        same.stream().flatMap(figure -> figure.limit().stream()).toList()));
        return new Figure(
                first.chapter(),
                first.name(),
                first.unit(),
                middle(same.stream().map(Figure::value).toList()),
                limit,
                first.target());
    }

    private static double middle(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    private static Map<String, Object> json(Figure figure) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("chapter", figure.chapter());
        json.put("name", figure.name());
        json.put("unit", figure.unit());
        json.put("value", figure.value());
        figure.limit().ifPresent(limit -> json.put("limit", limit));
        figure.ratio().ifPresent(ratio -> json.put("ratio", ratio));
        figure.isMet().ifPresent(met -> json.put("met", met));
        return json;
    }

    private static String aim(Figure figure) {
        return figure.target()
                .map(target -> String.format(
                        Locale.ROOT,
                        "%s %s%s",
                        target.aim() == Figure.Aim.AT_LEAST ? "≥" : "≤",
                        number(target.bound()),
                        figure.isMet().orElse(false) ? "" : "  missed"))
                .orElse("");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f", value);
    }
}
