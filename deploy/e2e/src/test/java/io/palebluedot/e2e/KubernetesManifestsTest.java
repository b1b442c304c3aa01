package io.palebluedot.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The manifests that quarkus-kubernetes generates and those beside them in deploy/kubernetes, read strictly as Kubernetes would and checked for what production needs. */
class KubernetesManifestsTest {

    private static final ObjectMapper STRICT =
            new ObjectMapper(new YAMLFactory()).enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final Path FOLDER = RunningStack.repository().resolve("deploy/kubernetes");
    private static final List<String> SERVICES = List.of(
            "gateway",
            "inventory-service",
            "allocation-service",
            "hardware-service",
            "workflow-service",
            "alert-service");
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "Role", Role.class,
            "RoleBinding", RoleBinding.class,
            "Deployment", Deployment.class,
            "Service", Service.class,
            "ServiceAccount", ServiceAccount.class,
            "Namespace", Namespace.class,
            "ConfigMap", ConfigMap.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "Ingress", Ingress.class);

    @ParameterizedTest
    @FieldSource("SERVICES")
    void everyServiceIsReadyForACluster(String service) throws IOException {
        var objects = objects(generated(service));
        var deployment = only(objects, Deployment.class);
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

    @ParameterizedTest
    @FieldSource("SERVICES")
    void aPodHasNoRightsThatItDoesNotNeedAndReadsItsKeys(String service) throws IOException {
        var pod = only(objects(generated(service)), Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec();
        assertThat(pod.getInitContainers()).isEmpty();
        assertThat(pod.getContainers().getFirst().getImage()).contains("palebluedot/" + service + ":");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        long group = pod.getSecurityContext().getFsGroup();
        assertThat(group).isEqualTo(pod.getSecurityContext().getRunAsUser());
        assertThat(pod.getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .isNotEmpty()
                .allMatch(volume -> volume.getSecret().getDefaultMode() == 0440);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void whatIsReferredToIsThereOrInTheListOfWhatToMake(String service) throws IOException {
        var pod = only(objects(generated(service)), Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec();
        var container = pod.getContainers().getFirst();
        var names = new TreeSet<String>();
        container.getEnv().stream()
                .filter(env -> env.getValueFrom() != null && env.getValueFrom().getSecretKeyRef() != null)
                .forEach(env -> names.add(env.getValueFrom().getSecretKeyRef().getName()));
        pod.getVolumes()
                .forEach(volume -> names.add(
                        volume.getSecret() != null
                                ? volume.getSecret().getSecretName()
                                : volume.getConfigMap().getName()));
        String list = Files.readString(FOLDER.resolve("README.md"));
        assertThat(names)
                .hasSizeGreaterThanOrEqualTo(3)
                .allSatisfy(name -> assertThat(list).contains("`" + name + "`"));
        assertThat(container.getEnvFrom())
                .extracting(from -> from.getConfigMapRef().getName())
                .containsExactly(only(objects(FOLDER.resolve("config.yaml")), ConfigMap.class)
                        .getMetadata()
                        .getName());
    }

    @Test
    void workflowServiceHasTheAccountThatTinkerbellsRightsAreGivenTo() throws IOException {
        var rights = objects(FOLDER.resolveSibling("tinkerbell/rbac.yaml"));
        var account = only(objects(generated("workflow-service")), Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getServiceAccountName();
        assertThat(only(rights, ServiceAccount.class).getMetadata().getName()).isEqualTo(account);
        var bound = only(rights, RoleBinding.class);
        assertThat(bound.getSubjects().getFirst().getName()).isEqualTo(account);
        assertThat(bound.getRoleRef().getName())
                .isEqualTo(only(rights, Role.class).getMetadata().getName());
    }

    @Test
    void servicesFindEachOther() throws IOException {
        var settings =
                only(objects(FOLDER.resolve("config.yaml")), ConfigMap.class).getData();
        for (String service : SERVICES) {
            var address = settings.get("PBD_" + service.replace("-service", "").toUpperCase(Locale.ROOT) + "_GRPC");
            if (!service.equals("gateway")) {
                assertThat(address).as(service).isEqualTo(service + ":" + port(service, "grpc"));
            }
        }
        var backend = only(objects(FOLDER.resolve("ingress.yaml")), Ingress.class)
                .getSpec()
                .getRules()
                .getFirst()
                .getHttp()
                .getPaths()
                .getFirst()
                .getBackend()
                .getService();
        assertThat(port(backend.getName(), backend.getPort().getName())).isPositive();
    }

    @Test
    void oneReplicaOfEachStaysWhileNodesAreDrained() throws IOException {
        for (var object : objects(FOLDER.resolve("disruption.yaml"))) {
            var wanted = ((PodDisruptionBudget) object).getSpec().getSelector().getMatchLabels();
            var pods = only(objects(generated(object.getMetadata().getName())), Deployment.class)
                    .getSpec()
                    .getTemplate()
                    .getMetadata()
                    .getLabels();
            assertThat(pods).containsAllEntriesOf(wanted);
        }
        assertThat(objects(FOLDER.resolve("disruption.yaml")))
                .extracting(object -> object.getMetadata().getName())
                .containsExactlyInAnyOrderElementsOf(SERVICES);
        assertThat(only(objects(FOLDER.resolve("namespace.yaml")), Namespace.class)
                        .getMetadata()
                        .getName())
                .isEqualTo("palebluedot");
    }

    private static int port(String service, String name) throws IOException {
        return only(objects(generated(service)), Service.class).getSpec().getPorts().stream()
                .filter(port -> port.getName().equals(name))
                .map(ServicePort::getPort)
                .findFirst()
                .orElseThrow(() -> new AssertionError(service + " has no port " + name));
    }

    private static Path generated(String service) {
        return RunningStack.repository().resolve(service).resolve("target/kubernetes/kubernetes.yml");
    }

    private static <T> T only(List<HasMetadata> objects, Class<T> kind) {
        return objects.stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no " + kind.getSimpleName()));
    }

    private static List<HasMetadata> objects(Path file) throws IOException {
        var objects = new ArrayList<HasMetadata>();
        try (var documents = STRICT.readerFor(JsonNode.class).<JsonNode>readValues(Files.readString(file))) {
            while (documents.hasNext()) {
                JsonNode document = documents.next();
                String kind = document.path("kind").asText();
                assertThat(KINDS).as("kinds that this test knows").containsKey(kind);
                objects.add(STRICT.treeToValue(document, KINDS.get(kind)));
            }
        }
        return objects;
    }
}
