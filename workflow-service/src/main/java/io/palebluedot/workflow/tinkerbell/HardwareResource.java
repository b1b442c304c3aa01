package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.Serial;

/** {@code hardware.tinkerbell.org}: a machine that Tinkerbell serves DHCP, netboot and metadata to. */
@Group("tinkerbell.org")
@Version("v1alpha1")
@Kind("Hardware")
@Plural("hardware")
@Singular("hardware")
public class HardwareResource extends CustomResource<HardwareSpec, Void> implements Namespaced {

    @Serial
    private static final long serialVersionUID = 1L;
}
