package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.Serial;

/** {@code templates.tinkerbell.org}: the actions of a workflow, as YAML text. */
@Group("tinkerbell.org")
@Version("v1alpha1")
@Kind("Template")
@Plural("templates")
public class TemplateResource extends CustomResource<TemplateSpec, Void> implements Namespaced {

    @Serial
    private static final long serialVersionUID = 1L;
}
