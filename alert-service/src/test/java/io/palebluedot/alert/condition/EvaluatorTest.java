package io.palebluedot.alert.condition;

import com.fasterxml.jackson.databind.JsonNode;
import io.palebluedot.alert.condition.Verdict.Change;
import io.palebluedot.events.EventJson;
import io.palebluedot.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One folder per scenario, its name the phrase: condition and samples in, changes out. */
class EvaluatorTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/evaluation");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration STALE = Duration.ofMinutes(2);

    static Stream<String> scenarios() throws IOException {
        try (var folders = Files.list(SCENARIOS)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void samplesLeadToTheseChanges(String phrase) throws IOException {
        var in = EventJson.mapper()
                .readTree(SCENARIOS.resolve(phrase).resolve("in.json").toFile());
        var condition = condition(in.path("condition"));
        var out = new StringBuilder();
        Standing standing = null;
        for (JsonNode sample : in.path("samples")) {
            long second = sample.get(0).asLong();
            double value = sample.get(1).asDouble();
            var verdict = Evaluator.evaluate(condition, value, START.plusSeconds(second), standing, STALE);
            standing = verdict.next();
            if (verdict.change() != Change.NONE) {
                out.append(String.format(Locale.ROOT, "%d s at %s: %s%n", second, sample.get(1), verdict.change()));
            }
        }
        out.append("end: ")
                .append(standing == null ? "all is well" : standing.phase())
                .append('\n');
        Golden.assertMatches(SCENARIOS.resolve(phrase).resolve("out.txt"), out.toString());
    }

    private static Condition condition(JsonNode node) {
        return new Condition(
                Comparison.find(node.path("comparison").asText()).orElseThrow(),
                node.path("threshold").asDouble(),
                node.path("clear_threshold").asDouble(),
                Duration.ofSeconds(node.path("for_seconds").asInt()),
                Duration.ofSeconds(node.path("clear_seconds").asInt()));
    }
}
