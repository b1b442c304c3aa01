package io.palebluedot.workflow.template;

import io.palebluedot.workflow.WorkflowConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The values of a template's variables: facts of the server, the order's parameters, configured defaults. */
@ApplicationScoped
public class TemplateValues {

    private final WorkflowConfig config;

    TemplateValues(WorkflowConfig config) {
        this.config = config;
    }

    /** What is known of the machine; an unknown address is null. */
    public record Machine(
            String workflowId,
            String serverId,
            String serverName,
            String hostname,
            String mac,
            @Nullable String hostAddress) {}

    /** Values for {@code template} on a machine. */
    public Map<String, Object> of(
            Template template,
            Machine machine,
            Map<String, Object> parameters,
            List<String> sshKeys,
            @Nullable String userData) {
        var values = new HashMap<String, Object>();
        defaults(template, values);
        values.put("workflow_id", machine.workflowId());
        values.put("server_id", machine.serverId());
        values.put("server_name", machine.serverName());
        values.put("hostname", machine.hostname());
        values.put("mac", machine.mac());
        values.put("host_address", machine.hostAddress() == null ? "" : machine.hostAddress());
        values.put("ssh_keys", sshKeys);
        values.put("user_data", userData == null ? "" : userData);
        parameters.forEach((name, value) -> parameter(values, name, value));
        values.put("root_partition", partition(String.valueOf(values.get("disk"))));
        return values;
    }

    /** Values for a dry run: the given ones over the configured ones. */
    Map<String, Object> of(Template template, Map<String, Object> given) {
        var values = new HashMap<String, Object>();
        defaults(template, values);
        values.putAll(given);
        values.computeIfAbsent("root_partition", name -> partition(String.valueOf(values.get("disk"))));
        return values;
    }

    private void defaults(Template template, Map<String, Object> values) {
        values.put("disk", config.disk());
        var image = config.images().get(template.name());
        if (image != null) {
            values.put("image_url", image.url());
            values.put("image_checksum", image.checksum());
        }
    }

    /** Three of the machine's values may be the caller's; everything else is under {@code param_}. */
    private static void parameter(Map<String, Object> values, String name, Object value) {
        switch (name) {
            case "disk", "image_url", "image_checksum", "hostname" -> values.put(name, String.valueOf(value));
            default -> values.put(TemplateSyntax.PARAMETER + name, value);
        }
    }

    /** First partition of a disk: {@code /dev/sda1}, {@code /dev/nvme0n1p1}. */
    static String partition(String disk) {
        return disk.isEmpty() || !Character.isDigit(disk.charAt(disk.length() - 1)) ? disk + "1" : disk + "p1";
    }
}
