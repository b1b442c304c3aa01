package io.palebluedot.workflow.tinkerbell;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The part of {@code HardwareSpec} that is set here (tinkerbell/tinkerbell, api/v1alpha1). Absent facts are left out. */
@RegisterForReflection
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HardwareSpec(
        String agentID,
        List<Interface> interfaces,
        @Nullable List<Disk> disks,
        Metadata metadata,
        @Nullable String userData) {

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Interface(Netboot netboot, Dhcp dhcp) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Netboot(boolean allowPXE, boolean allowWorkflow) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Dhcp(
            String mac,
            @Nullable String hostname,
            String arch,
            boolean uefi,
            @Nullable Ip ip) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Ip(
            String address,
            @Nullable String netmask,
            @Nullable String gateway) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Disk(String device) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Metadata(Instance instance) {}

    @RegisterForReflection
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Instance(
            String id,
            String hostname,
            @JsonProperty("ssh_keys") List<String> sshKeys) {}

    /** The same machine with network boot allowed or not. */
    public HardwareSpec allowNetboot(boolean allow) {
        var changed = interfaces.stream()
                .map(each -> new Interface(new Netboot(allow, allow), each.dhcp()))
                .toList();
        return new HardwareSpec(agentID, changed, disks, metadata, userData);
    }
}
