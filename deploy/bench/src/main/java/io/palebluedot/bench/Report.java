package io.palebluedot.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Figures with the machine that they were measured on, as a table or as JSON. */
final class Report {

    private final List<Figure> figures;

    Report(List<Figure> figures) {
        this.figures = figures;
    }

    String json() {
        var rows = new ArrayList<Map<String, Object>>();
        for (Figure figure : figures) {
            var row = new LinkedHashMap<String, Object>();
            row.put("name", figure.name());
            row.put("value", figure.value());
            row.put("unit", figure.unit());
            row.put("goal", figure.goal() == null ? null : figure.goal().bound());
            row.put("met", figure.met());
            rows.add(row);
        }
        try {
            return new ObjectMapper()
                    .writerWithDefaultPrettyPrinter()
                    .writeValueAsString(Map.of("figures", rows, "machine", machine()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    String table() {
        var text = new StringBuilder("%-52s %14s %-10s %8s %s%n".formatted("FIGURE", "VALUE", "UNIT", "GOAL", "MET"));
        for (Figure figure : figures) {
            String goal = goal(figure.goal());
            String met = figure.met() == null ? "" : figure.met() ? "yes" : "no";
            text.append(
                    "%-52s %14.2f %-10s %8s %s%n".formatted(figure.name(), figure.value(), figure.unit(), goal, met));
        }
        machine().forEach((key, value) -> text.append("%s: %s%n".formatted(key, value)));
        return text.toString();
    }

    private static String goal(Figure.@Nullable Goal goal) {
        return goal == null ? "" : (goal.least() ? ">= " : "<= ") + goal.bound();
    }

    private static Map<String, String> machine() {
        var machine = new LinkedHashMap<String, String>();
        machine.put("cpu", cpu());
        machine.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        machine.put("jvm", System.getProperty("java.vm.version"));
        machine.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        machine.put("servers", "PostgreSQL 18.6 (fsync on), nats-server with file store");
        return machine;
    }

    private static String cpu() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
