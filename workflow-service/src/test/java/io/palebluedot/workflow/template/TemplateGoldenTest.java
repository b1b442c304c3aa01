package io.palebluedot.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.testing.Golden;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The built-in templates, rendered. */
class TemplateGoldenTest {

    private static final Map<String, Object> VALUES = Map.ofEntries(
            Map.entry("workflow_id", "01980000-0000-7000-8000-000000000001"),
            Map.entry("server_id", "01980000-0000-7000-8000-0000000000aa"),
            Map.entry("server_name", "server-001"),
            Map.entry("hostname", "server-001"),
            Map.entry("mac", "02:70:62:64:00:01"),
            Map.entry("host_address", "10.0.0.1"),
            Map.entry("disk", "/dev/nvme0n1"),
            Map.entry("root_partition", "/dev/nvme0n1p1"),
            Map.entry("ssh_keys", List.of("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKey ada@example.org")),
            Map.entry("user_data", ""),
            Map.entry("image_url", "https://images.example.org/system.img"),
            Map.entry("image_checksum", "sha256:" + "ab".repeat(32)));

    @ParameterizedTest
    @ValueSource(strings = {"ubuntu-24.04", "talos", "wipe"})
    void aBuiltInTemplateRendersToItsGoldenFile(String name) {
        String body = BuiltInTemplates.body(name);
        assertThat(TemplateSyntax.problems(body)).isEmpty();
        String text = TemplateRenderer.render(body, VALUES);
        TemplateCheck.check(text, List.of());
        Golden.assertMatches(Path.of("src/test/resources/golden/template/" + name + ".yaml"), text);
    }

    @Test
    void theUsersDataReachesTheMachineAsItWas() {
        String evil = "#cloud-config\nruncmd:\n  - echo \"{{ .secret }}\" 'x' \\ \t ü\n";
        var values = new HashMap<>(VALUES);
        values.put("user_data", evil);
        values.put("ssh_keys", List.of());
        String text = TemplateRenderer.render(BuiltInTemplates.body("ubuntu-24.04"), values);
        assertThat(text).as("nothing is left for Tinkerbell's own renderer").doesNotContain("{{");
        assertThat(contents(text, "write-user-data")).isEqualTo(evil);
        assertThat(SafeYaml.mapping(contents(text, "write-meta-data")))
                .extracting("public-keys")
                .isEqualTo(List.of());
    }

    @Test
    void theCloudInitFilesAreYamlOfTheirOwn() {
        String text = TemplateRenderer.render(BuiltInTemplates.body("ubuntu-24.04"), VALUES);
        assertThat(SafeYaml.mapping(contents(text, "write-meta-data")))
                .extracting("local-hostname", "public-keys")
                .containsExactly("server-001", VALUES.get("ssh_keys"));
        assertThat(SafeYaml.mapping(contents(text, "write-vendor-data")))
                .extracting("packages")
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.list(Object.class))
                .contains("nvidia-open", "nvidia-container-toolkit", "datacenter-gpu-manager-exporter");
    }

    @Test
    void aVariableWithoutAValueIsNamed() {
        var values = new HashMap<>(VALUES);
        values.remove("image_url");
        assertThatThrownBy(() -> TemplateRenderer.render(BuiltInTemplates.body("talos"), values))
                .hasMessage("variable image_url has no value");
    }

    private static String contents(String text, String action) {
        var task = (Map<?, ?>) ((List<?>) SafeYaml.mapping(text).get("tasks")).getFirst();
        return ((List<?>) task.get("actions"))
                .stream()
                        .map(a -> (Map<?, ?>) a)
                        .filter(a -> action.equals(a.get("name")))
                        .map(a -> String.valueOf(((Map<?, ?>) a.get("environment")).get("CONTENTS")))
                        .findFirst()
                        .orElseThrow();
    }
}
