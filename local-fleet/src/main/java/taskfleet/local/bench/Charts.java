package taskfleet.local.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;
import taskfleet.local.Json;

/** The pictures of {@code docs/performance.md}, drawn from what runs have written. */
public final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT = 360;

    private final Path folder;

    public Charts(Path folder) {
        this.folder = folder;
    }

    /** Of a run of the chapters: each chapter's figures beside their limits. */
    public void drawFigures(Path json) {
        Map<String, List<JsonNode>> chapters = new TreeMap<>();
        read(json).path("medians").forEach(figure -> {
            if (figure.has("limit")) {
                chapters.computeIfAbsent(figure.path("chapter").asText(), _ -> new ArrayList<>())
                        .add(figure);
            }
        });
        chapters.forEach((chapter, figures) -> {
            Map<String, List<JsonNode>> byUnit = new TreeMap<>();
            figures.forEach(figure -> byUnit.computeIfAbsent(figure.path("unit").asText(), _ -> new ArrayList<>())
                    .add(figure));
            byUnit.forEach((unit, same) -> save(
                    bars(chapter, unit, same),
                    byUnit.size() == 1 ? chapter : "%s-%s".formatted(chapter, unit.replaceAll("\\W", "-"))));
        });
    }

    /** Of a sustained run: what happened over time. */
    public void drawSustained(Path json) {
        JsonNode run = read(json);
        JsonNode looks = run.path("looks");
        save(
                lines(
                        "Events a second",
                        "1/s",
                        looks,
                        Map.of("events", look -> look.path("eventsPerSecond").asDouble())),
                "sustained-events");
        save(
                lines(
                        "Age of events when handled",
                        "ms",
                        looks,
                        Map.of(
                                "p50",
                                look -> look.path("p50").asDouble(),
                                "p99",
                                look -> look.path("p99").asDouble())),
                "sustained-latency");
        save(lines("Lag by worker", "events", looks, byName(looks, "lag")), "sustained-lag");
        save(
                areas("Busy processors by part", "processors", looks, byName(looks, "processors")),
                "sustained-processors");
        save(areas("Memory by part", "MiB", looks, byName(looks, "megabytes")), "sustained-memory");
    }

    private static CategoryChart bars(String title, String unit, List<JsonNode> figures) {
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setXAxisLabelRotation(20);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        List<String> names =
                figures.stream().map(figure -> figure.path("name").asText()).toList();
        chart.addSeries("measured", names, numbers(figures, "value"));
        chart.addSeries("its limit", names, numbers(figures, "limit"));
        return chart;
    }

    private static List<Double> numbers(List<JsonNode> figures, String field) {
        return figures.stream().map(figure -> figure.path(field).asDouble()).toList();
    }

    private static Map<String, ToDoubleFunction<JsonNode>> byName(JsonNode looks, String field) {
        Map<String, ToDoubleFunction<JsonNode>> byName = new TreeMap<>();
        looks.forEach(look -> look.path(field)
                .fieldNames()
                .forEachRemaining(name ->
                        byName.put(name, other -> other.path(field).path(name).asDouble())));
        return byName;
    }

    private static XYChart lines(
            String title, String unit, JsonNode looks, Map<String, ToDoubleFunction<JsonNode>> series) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("seconds")
                .yAxisTitle(unit)
                .build();
        chart.getStyler().setYAxisMin(0.0);
        chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
        double[] seconds = values(looks, look -> look.path("second").asDouble());
        new TreeMap<>(series)
                .forEach((name, value) ->
                        chart.addSeries(name, seconds, values(looks, value)).setMarker(SeriesMarkers.NONE));
        return chart;
    }

    /** One on top of the other, so that the upper edge is the sum. */
    private static XYChart areas(
            String title, String unit, JsonNode looks, Map<String, ToDoubleFunction<JsonNode>> series) {
        List<String> names = new ArrayList<>(new TreeMap<>(series).descendingKeySet());
        XYChart chart = lines(title, unit, looks, Map.of());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Area);
        double[] seconds = values(looks, look -> look.path("second").asDouble());
        for (int i = 0; i < names.size(); i++) {
            List<String> upToHere = names.subList(i, names.size());
            chart.addSeries(
                            names.get(i),
                            seconds,
                            values(
                                    looks,
                                    look -> upToHere.stream()
                                            .mapToDouble(name -> series.getOrDefault(name, _ -> 0)
                                                    .applyAsDouble(look))
                                            .sum()))
                    .setMarker(SeriesMarkers.NONE);
        }
        return chart;
    }

    private static double[] values(JsonNode looks, ToDoubleFunction<JsonNode> value) {
        return StreamSupport.stream(looks.spliterator(), false)
                .mapToDouble(value)
                .toArray();
    }

    private void save(Chart<?, ?> chart, String name) {
        try {
            VectorGraphicsEncoder.saveVectorGraphic(
                    chart, folder.resolve("bench-" + name).toString(), VectorGraphicsFormat.SVG);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode read(Path json) {
        try {
            return Json.read(Files.readAllBytes(json));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
