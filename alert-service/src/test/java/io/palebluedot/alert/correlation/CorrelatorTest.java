package io.palebluedot.alert.correlation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.palebluedot.alert.lifecycle.Severity;
import io.palebluedot.events.EventJson;
import io.palebluedot.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One folder per scenario, its name the phrase: alerts in, incidents out. */
class CorrelatorTest {

    private static final Path SCENARIOS = Path.of("src/test/resources/correlation");
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration WINDOW = Duration.ofMinutes(5);
    private static final ObjectWriter PRETTY = EventJson.mapper().writer(SerializationFeature.INDENT_OUTPUT);

    static Stream<String> scenarios() throws IOException {
        try (var folders = Files.list(SCENARIOS)) {
            return folders.map(f -> f.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void alertsLeadToTheseIncidents(String phrase) throws IOException {
        var folder = SCENARIOS.resolve(phrase);
        var groups = Correlator.correlate(facts(folder), WINDOW);
        Golden.assertMatches(folder.resolve("out.json"), PRETTY.writeValueAsString(json(groups)) + "\n");
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void theOrderOfAlertsDoesNotMatterAndTheEvidenceAddsUp(String phrase) throws IOException {
        var facts = new ArrayList<>(facts(SCENARIOS.resolve(phrase)));
        var expected = json(Correlator.correlate(facts, WINDOW));
        Collections.shuffle(facts, new Random(7));
        var groups = Correlator.correlate(facts, WINDOW);
        assertThat(json(groups)).isEqualTo(expected);
        for (Group group : groups) {
            double sum = group.evidence().stream().mapToDouble(Evidence::score).sum();
            assertThat(group.score()).isBetween(0.0, 1.0).isCloseTo(sum, org.assertj.core.data.Offset.offset(0.001));
        }
    }

    @Test
    void thousandsOfAlertsAreCorrelatedWithinASecond() {
        var facts = IntStream.range(0, 4_000)
                .mapToObj(i -> fact("a" + i, "gpu_temperature_high", "s" + i / 4, "g" + i, "rack-" + i / 100))
                .toList();
        long began = System.nanoTime();
        var groups = Correlator.correlate(facts, WINDOW);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(groups).hasSize(1_000);
    }

    private static AlertFact fact(String id, String name, String server, String gpu, String rack) {
        return new AlertFact(id, name, Severity.CRITICAL, name, START, server, gpu, rack, null, null, null, null);
    }

    private static List<AlertFact> facts(Path folder) throws IOException {
        var facts = new ArrayList<AlertFact>();
        for (JsonNode alert :
                EventJson.mapper().readTree(folder.resolve("in.json").toFile())) {
            facts.add(new AlertFact(
                    alert.path("id").asText(),
                    alert.path("name").asText(),
                    Severity.ofWire(alert.path("severity").asText("critical")),
                    alert.path("summary").asText(alert.path("name").asText()),
                    START.plusSeconds(alert.path("second").asLong()),
                    text(alert, "server"),
                    text(alert, "gpu"),
                    text(alert, "rack"),
                    text(alert, "nvlink_domain"),
                    text(alert, "feed"),
                    alert.has("xid") ? alert.path("xid").asInt() : null,
                    alert.has("in_band") ? alert.path("in_band").asBoolean() : null));
        }
        return facts;
    }

    private static String text(JsonNode node, String field) {
        return node.has(field) ? node.path(field).asText() : null;
    }

    private static ArrayNode json(List<Group> groups) {
        var array = EventJson.mapper().createArrayNode();
        for (Group group : groups) {
            var json = array.addObject();
            json.put("template", group.template());
            json.put("title", group.title());
            json.put("root", group.root().id());
            json.put("root_cause", group.rootCause());
            json.put("action", group.action());
            json.put("score", group.score());
            json.set(
                    "alerts",
                    EventJson.mapper()
                            .valueToTree(
                                    group.alerts().stream().map(AlertFact::id).toList()));
            var evidence = json.putArray("evidence");
            group.evidence().forEach(e -> evidence.add(e.kind() + " " + e.score() + ": " + e.text()));
        }
        return array;
    }
}
