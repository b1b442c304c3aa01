package io.palebluedot.alert.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** deploy/compose is whole, pinned, and has no password in it. Nothing here can run it. */
class ComposeTest {

    private static final Path FOLDER = Path.of("../deploy/compose");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SECRET = Pattern.compile(".*(PASSWORD|TOKEN|AUTH|SECRET)$");
    private static final Pattern REQUIRED = Pattern.compile("\\$\\{([A-Z_]+):\\?[^}]+\\}");

    private static JsonNode compose;

    @BeforeAll
    static void read() throws IOException {
        var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
        compose = JSON.valueToTree(yaml.load(Files.readString(FOLDER.resolve("compose.yaml"))));
    }

    @Test
    void everyWordIsOneOfTheComposeSpecification() throws IOException {
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(JSON.readTree(ComposeTest.class.getResourceAsStream("/deploy/compose.schema.json")));
        assertThat(schema.validate(compose)).isEmpty();
    }

    @Test
    void theStackIsWhole() {
        assertThat(names(compose.path("services")))
                .containsExactlyInAnyOrder(
                        "postgres",
                        "redis",
                        "nats",
                        "influxdb",
                        "prometheus",
                        "alertmanager",
                        "grafana",
                        "nginx",
                        "gateway",
                        "inventory-service",
                        "allocation-service",
                        "hardware-service",
                        "workflow-service",
                        "alert-service");
    }

    @Test
    void everySecretMustBeGiven() {
        compose.path("services")
                .properties()
                .forEach(service -> service.getValue()
                        .path("environment")
                        .properties()
                        .forEach(variable -> {
                            if (SECRET.matcher(variable.getKey()).matches()
                                    || variable.getKey().startsWith("DB_PASSWORD")) {
                                assertThat(variable.getValue().asText())
                                        .as("%s of %s", variable.getKey(), service.getKey())
                                        .matches(REQUIRED);
                            }
                        }));
    }

    @Test
    void theExampleNamesEveryRequiredVariableAndGivesNoneAValue() throws IOException {
        var wanted = REQUIRED.matcher(Files.readString(FOLDER.resolve("compose.yaml")))
                .results()
                .map(r -> r.group(1))
                .distinct()
                .toList();
        var lines = Files.readAllLines(FOLDER.resolve(".env.example")).stream()
                .filter(l -> !l.startsWith("#"))
                .toList();
        assertThat(lines).allMatch(l -> l.endsWith("="));
        assertThat(lines)
                .containsExactlyInAnyOrderElementsOf(
                        wanted.stream().map(n -> n + "=").toList());
    }

    @Test
    void everythingReferredToExists() {
        var services = names(compose.path("services"));
        for (JsonNode service : compose.path("services")) {
            assertThat(names(compose.path("volumes"))).containsAll(namedVolumes(service));
            assertThat(names(compose.path("networks"))).containsAll(texts(service.path("networks")));
            assertThat(names(compose.path("secrets"))).containsAll(texts(service.path("secrets")));
            assertThat(services).containsAll(names(service.path("depends_on")));
            for (String volume : texts(service.path("volumes"))) {
                if (volume.startsWith(".")) {
                    assertThat(FOLDER.resolve(volume.substring(0, volume.indexOf(':'))))
                            .exists();
                }
            }
            if (service.has("build")) {
                var context =
                        FOLDER.resolve(service.path("build").path("context").asText());
                assertThat(context.resolve("pom.xml")).exists();
                assertThat(context.resolve(
                                service.path("build").path("dockerfile").asText()))
                        .exists();
            }
        }
    }

    @Test
    void portsOfTheServicesAreThoseOfTheirConfiguration() throws IOException {
        for (var service : compose.path("services").properties()) {
            if (service.getKey().endsWith("-service")) {
                var properties =
                        Files.readString(Path.of("..", service.getKey(), "src/main/resources/application.properties"));
                var environment = service.getValue().path("environment");
                assertThat(properties)
                        .contains("${SERVER_PORT:"
                                + environment.path("SERVER_PORT").asText() + "}")
                        .contains("${GRPC_PORT:" + environment.path("GRPC_PORT").asText() + "}");
            }
        }
    }

    private static List<String> namedVolumes(JsonNode service) {
        return texts(service.path("volumes")).stream()
                .filter(v -> !v.startsWith("."))
                .map(v -> v.substring(0, v.indexOf(':')))
                .toList();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static List<String> names(JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
