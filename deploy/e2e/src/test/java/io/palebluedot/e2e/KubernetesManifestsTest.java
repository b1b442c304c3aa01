package io.palebluedot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests that quarkus-kubernetes generates, read strictly as Kubernetes would and checked for what production needs. */
class KubernetesManifestsTest {

    private static final ObjectMapper STRICT =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Map<String, Class<?>> KINDS = Map.of(
            "Deployment", Deployment.class,
            "Job", Job.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class,
            "Role", Role.class,
            "RoleBinding", RoleBinding.class,
            "ClusterRole", ClusterRole.class,
            "ClusterRoleBinding", ClusterRoleBinding.class);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gateway",
                "inventory-service",
                "allocation-service",
                "hardware-service",
                "workflow-service",
                "alert-service"
            })
    void everyServiceIsReadyForACluster(String service) throws IOException {
        var objects = objects(service);
        var deployment = (Deployment) objects.stream()
                .filter(Deployment.class::isInstance)
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has no Deployment"));
        assertThat(objects).anyMatch(Service.class::isInstance);
        assertThat(deployment.getSpec().getReplicas()).as("replicas").isGreaterThanOrEqualTo(2);
        var container =
                deployment.getSpec().getTemplate().getSpec().getContainers().getFirst();
        assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(container.getResources().getLimits()).containsKey("memory");
        assertThat(container.getLivenessProbe()).isNotNull();
        assertThat(container.getReadinessProbe()).isNotNull();
        assertThat(container.getStartupProbe()).isNotNull();
        assertThat(container.getEnv()).as("the password comes from a secret").anySatisfy(env -> {
            assertThat(env.getName()).isEqualTo("DB_PASSWORD");
            assertThat(env.getValueFrom().getSecretKeyRef()).isNotNull();
        });
    }

    private static List<Object> objects(String service) throws IOException {
        Path file = RunningStack.repository().resolve(service).resolve("target/kubernetes/kubernetes.yml");
        var objects = new ArrayList<>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(file))) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                String kind = document.path("kind").asText();
                if (kind.equals("ServiceMonitor")) {
                    // Prometheus operator's own kind; its model is not in the Kubernetes client.
                    continue;
                }
                assertThat(KINDS).as("kinds that this test knows").containsKey(kind);
                objects.add(STRICT.treeToValue(document, KINDS.get(kind)));
            }
        }
        return objects;
    }
}
