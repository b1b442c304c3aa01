package io.palebluedot.simulator.kubernetes;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** The custom resources that Tinkerbell defines; schemas are open, as nothing here validates. */
final class CustomResources {

    record Definition(String group, String plural, String kind) {

        /** Where objects of one namespace live. */
        String path(String namespace) {
            return "/apis/" + group + "/v1alpha1/namespaces/" + namespace + "/" + plural;
        }
    }

    static final List<Definition> ALL = List.of(
            new Definition("tinkerbell.org", "hardware", "Hardware"),
            new Definition("tinkerbell.org", "templates", "Template"),
            new Definition("tinkerbell.org", "workflows", "Workflow"),
            new Definition("bmc.tinkerbell.org", "machines", "Machine"),
            new Definition("bmc.tinkerbell.org", "jobs", "Job"),
            new Definition("bmc.tinkerbell.org", "tasks", "Task"));

    private CustomResources() {}

    static ObjectNode crd(Definition definition) {
        ObjectNode crd = JsonNodeFactory.instance.objectNode();
        crd.put("apiVersion", "apiextensions.k8s.io/v1").put("kind", "CustomResourceDefinition");
        crd.putObject("metadata").put("name", definition.plural() + "." + definition.group());
        ObjectNode spec = crd.putObject("spec").put("group", definition.group()).put("scope", "Namespaced");
        spec.putObject("names")
                .put("plural", definition.plural())
                .put("singular", definition.kind().toLowerCase(java.util.Locale.ROOT))
                .put("kind", definition.kind())
                .put("listKind", definition.kind() + "List");
        ObjectNode version = spec.putArray("versions").addObject();
        version.put("name", "v1alpha1").put("served", true).put("storage", true);
        version.putObject("subresources").putObject("status");
        version.putObject("schema")
                .putObject("openAPIV3Schema")
                .put("type", "object")
                .put("x-kubernetes-preserve-unknown-fields", true);
        return crd;
    }
}
