package io.palebluedot.alert.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** deploy/observability is well-formed and asks only for metrics that the services have. */
class ObservabilityTest {

    private static final Path FOLDER = Path.of("../deploy/observability");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern METRIC = Pattern.compile("\\bpbd_[a-z_]+");
    private static final Pattern METER = Pattern.compile("\"(pbd[._][a-z._]+)\"");
    private static final Set<String> SOURCES = Set.of("pbd-prometheus", "pbd-series");

    static Stream<Path> dashboards() throws IOException {
        try (var files = Files.list(FOLDER.resolve("grafana/dashboards"))) {
            return files.sorted().toList().stream();
        }
    }

    static Stream<Path> configurations() throws IOException {
        try (var files = Files.walk(FOLDER)) {
            return files.filter(f -> f.toString().endsWith(".yml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void aDashboardIsOneThatGrafanaTakes(Path file) throws IOException {
        var dashboard = JSON.readTree(file.toFile());
        assertThat(dashboard.path("uid").asText()).startsWith("pbd-");
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isGreaterThanOrEqualTo(36);
        var ids = new HashSet<Integer>();
        for (JsonNode panel : dashboard.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).as("panel ids differ").isTrue();
            assertThat(panel.path("gridPos").path("x").asInt()
                            + panel.path("gridPos").path("w").asInt())
                    .isLessThanOrEqualTo(24);
            assertThat(SOURCES).contains(panel.path("datasource").path("uid").asText());
            assertThat(panel.path("targets"))
                    .isNotEmpty()
                    .allSatisfy(target -> assertThat(target.path("expr").asText()
                                    + target.path("query").asText())
                            .isNotBlank());
        }
        assertThat(ids).isNotEmpty();
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void aConfigurationIsYaml(Path file) throws IOException {
        Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        assertThat(content).isNotNull();
    }

    @Test
    void everyMetricThatIsAskedForIsCountedSomewhere() throws IOException {
        var meters = meters();
        for (String metric : asked()) {
            var base = metric.replaceFirst("_(total|seconds_count|seconds_sum|seconds_max|count|sum|max)$", "");
            assertThat(meters).as("the meter of %s", metric).contains(base);
        }
    }

    @Test
    void promtoolAcceptsTheRulesAndTheirTestsPass() throws Exception {
        var promtool = Objects.requireNonNullElse(System.getenv("PBD_PROMTOOL"), "promtool");
        assumeTrue(present(promtool), "skipped: promtool is not installed (package prometheus, or PBD_PROMTOOL)");
        run(promtool, "check", "rules", "prometheus/rules/palebluedot.yml");
        run(promtool, "test", "rules", "prometheus/tests/palebluedot.test.yml");
    }

    private static void run(String... command) throws Exception {
        var process = new ProcessBuilder(command)
                .directory(FOLDER.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private static boolean present(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }

    private static Set<String> asked() throws IOException {
        var asked = new TreeSet<String>();
        for (Path file : Stream.concat(dashboards(), Stream.of(FOLDER.resolve("prometheus/rules/palebluedot.yml")))
                .toList()) {
            METRIC.matcher(Files.readString(file)).results().forEach(r -> asked.add(r.group()));
        }
        return asked;
    }

    private static Set<String> meters() throws IOException {
        var meters = new TreeSet<String>();
        for (String module : List.of(
                "common-events",
                "inventory-service",
                "allocation-service",
                "hardware-service",
                "workflow-service",
                "alert-service",
                "gateway")) {
            try (var files = Files.walk(Path.of("..", module, "src/main/java"))) {
                for (Path file :
                        files.filter(f -> f.toString().endsWith(".java")).toList()) {
                    METER.matcher(Files.readString(file))
                            .results()
                            .forEach(r -> meters.add(r.group(1).replace('.', '_')));
                }
            }
        }
        return meters;
    }
}
