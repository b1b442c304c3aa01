package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Makes, reads and removes Tinkerbell's objects. Everything it makes carries labels with the server and the workflow it is for; nothing else is
 * touched. Each call fails with {@link TinkerbellFailure}.
 */
@ApplicationScoped
public class Tinkerbell {

    static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    static final String OWNER = "palebluedot";
    static final String SERVER = "palebluedot.io/server-id";
    static final String WORKFLOW = "palebluedot.io/workflow-id";

    private final KubernetesClient kubernetes;
    private final String namespace;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();

    Tinkerbell(KubernetesClient kubernetes, TinkerbellConfig config) {
        this.kubernetes = kubernetes;
        this.namespace = config.namespace();
    }

    /** What an object is for. */
    public record Owner(String serverId, String workflowId) {
        Map<String, String> labels() {
            return Map.of(MANAGED_BY, OWNER, SERVER, serverId, WORKFLOW, workflowId);
        }
    }

    /** Name of the Hardware object of a server. */
    public static String hardwareName(String serverId) {
        return "pbd-" + serverId.toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z0-9.-]", "-");
    }

    /** Makes the server's Hardware object, or makes it what is wanted. */
    public Uni<Void> putHardware(Owner owner, HardwareSpec spec) {
        return call("hardware", () -> {
            var wanted = new HardwareResource();
            wanted.setSpec(spec);
            put(HardwareResource.class, named(wanted, hardwareName(owner.serverId()), owner));
        });
    }

    /** Forbids or allows network boot; does nothing when the object is gone. */
    public Uni<Void> allowNetboot(String serverId, boolean allow) {
        return call("hardware", () -> {
            var found = kubernetes
                    .resources(HardwareResource.class)
                    .inNamespace(namespace)
                    .withName(hardwareName(serverId))
                    .get();
            if (found != null) {
                found.setSpec(found.getSpec().allowNetboot(allow));
                kubernetes.resource(found).inNamespace(namespace).update();
            }
        });
    }

    /** Makes Template and Workflow of one name, after removing what earlier runs left for this server. */
    public Uni<Void> startWorkflow(Owner owner, String name, String templateText, String mac) {
        return call("workflows and templates", () -> {
            removeOthers(WorkflowResource.class, owner.serverId(), name);
            removeOthers(TemplateResource.class, owner.serverId(), name);
            var template = new TemplateResource();
            template.setSpec(new TemplateSpec(templateText));
            put(TemplateResource.class, named(template, name, owner));
            var workflow = new WorkflowResource();
            workflow.setSpec(new WorkflowSpec(name, hardwareName(owner.serverId()), Map.of("device_1", mac)));
            createOnce(named(workflow, name, owner));
        });
    }

    /** How far a Workflow object is; empty when there is none. */
    public Uni<Optional<Installation>> workflow(String name) {
        return ask(
                "workflows",
                () -> Optional.ofNullable(kubernetes
                                .resources(WorkflowResource.class)
                                .inNamespace(namespace)
                                .withName(name)
                                .get())
                        .map(Installation::of));
    }

    /** Removes all objects of a server; done when there are none. */
    public Uni<Void> removeAll(String serverId) {
        return call("workflows, templates and hardware", () -> {
            removeOthers(WorkflowResource.class, serverId, "");
            removeOthers(TemplateResource.class, serverId, "");
            removeOthers(HardwareResource.class, serverId, "");
        });
    }

    private <T extends HasMetadata> void removeOthers(Class<T> type, String serverId, String keep) {
        var found = kubernetes
                .resources(type)
                .inNamespace(namespace)
                .withLabels(Map.of(MANAGED_BY, OWNER, SERVER, serverId))
                .list()
                .getItems();
        for (T each : found) {
            if (!each.getMetadata().getName().equals(keep)) {
                kubernetes.resource(each).inNamespace(namespace).delete();
            }
        }
    }

    private <T extends HasMetadata> void put(Class<T> type, T wanted) {
        T found = kubernetes
                .resources(type)
                .inNamespace(namespace)
                .withName(wanted.getMetadata().getName())
                .get();
        if (found == null) {
            createOnce(wanted);
            return;
        }
        // With the version that was read: somebody else's write in between is a conflict, not lost.
        wanted.getMetadata().setResourceVersion(found.getMetadata().getResourceVersion());
        kubernetes.resource(wanted).inNamespace(namespace).update();
    }

    /** An object of that name from an earlier try is as good. */
    private void createOnce(HasMetadata wanted) {
        try {
            kubernetes.resource(wanted).inNamespace(namespace).create();
        } catch (KubernetesClientException e) {
            if (e.getCode() != 409) {
                throw e;
            }
        }
    }

    private <T extends HasMetadata> T named(T object, String name, Owner owner) {
        object.setMetadata(new ObjectMetaBuilder()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(owner.labels())
                .build());
        return object;
    }

    private Uni<Void> call(String what, Runnable work) {
        return ask(what, () -> {
                    work.run();
                    return true;
                })
                .replaceWithVoid();
    }

    private <T> Uni<T> ask(String what, Supplier<T> work) {
        return Uni.createFrom()
                .item(work)
                .runSubscriptionOn(threads)
                .onFailure(KubernetesClientException.class)
                .transform(e -> TinkerbellFailure.of(what, e));
    }
}
