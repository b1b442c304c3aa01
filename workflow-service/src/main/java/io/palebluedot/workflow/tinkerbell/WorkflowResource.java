package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.Serial;

/** {@code workflows.tinkerbell.org}: one run of a template on one machine. */
@Group("tinkerbell.org")
@Version("v1alpha1")
@Kind("Workflow")
@Plural("workflows")
public class WorkflowResource extends CustomResource<WorkflowSpec, WorkflowStatus> implements Namespaced {

    @Serial
    private static final long serialVersionUID = 1L;
}
