package io.palebluedot.workflow.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What must not pass. */
class TemplateCheckTest {

    private static final String SUM = "sha256:" + "0".repeat(64);

    private static String template(String action) {
        return """
                version: "0.1"
                name: t
                global_timeout: 60
                tasks:
                  - name: t
                    worker: "{{ mac }}"
                    actions:
                      - name: a
                        image: quay.io/tinkerbell/actions/image2disk:latest
                        timeout: 60
                """ + action.indent(8);
    }

    private static String image(String uri, String checksum) {
        return template("environment:\n  IMG_URL: \"" + uri + "\"\n  IMG_CHECKSUM: \"" + checksum + "\"");
    }

    @Test
    void anOrdinaryImagePasses() {
        assertThatCode(() -> TemplateCheck.check(image("https://images.example.org/a.img", SUM), List.of()))
                .doesNotThrowAnyException();
        assertThatCode(() -> TemplateCheck.check(image("http://10.1.2.3:8080/a.img", SUM), List.of("10.1.2.3")))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "file:///etc/shadow",
                "ftp://images.example.org/a",
                "http://169.254.169.254/latest/meta-data",
                "http://127.0.0.1/a",
                "http://127.1/a",
                "http://2852039166/a",
                "http://0xa9fea9fe/a",
                "http://0251.0376.0251.0376/a",
                "http://[fe80::1]/a",
                "http://[::ffff:169.254.169.254]/a",
                "http://localhost/a",
                "http://metadata.google.internal/a",
                "https://user:secret@images.example.org/a",
                "https://images.example.org/../a",
                "https://0.0.0.0/a"
            })
    void anAddressThatReachesElsewhereIsRefused(String uri) {
        assertThatThrownBy(() -> TemplateCheck.check(image(uri, SUM), List.of()))
                .isInstanceOf(TemplateProblem.class);
    }

    @Test
    void anImageNeedsAChecksumAndAnAllowedHost() {
        assertThatThrownBy(() -> TemplateCheck.check(image("https://images.example.org/a", "none"), List.of()))
                .hasMessageContaining("checksum");
        assertThatThrownBy(
                        () -> TemplateCheck.check(image("https://images.example.org/a", SUM), List.of("mirror.local")))
                .hasMessageContaining("not on the list");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "console=ttyS0 init=/bin/sh",
                "ds=nocloud-net;s=http://x/",
                "rd.break",
                "systemd.unit=emergency.target",
                "root=/dev/nfs",
                "talos.config=http://x",
                "ignition.config.url=http://x",
                "quiet single",
                "RDINIT=/x"
            })
    void aKernelArgumentThatHandsTheMachineOverIsRefused(String line) {
        assertThatThrownBy(() -> TemplateCheck.check(template("environment:\n  CMD_LINE: \"" + line + "\""), List.of()))
                .isInstanceOf(TemplateProblem.class);
    }

    @Test
    void ordinaryKernelArgumentsPass() {
        assertThat(KernelArguments.problem("root=/dev/nvme0n1p1 ro console=ttyS0,115200 iommu=pt"))
                .isNull();
    }

    @Test
    void volumesPidsAndUnknownFieldsAreLimited() {
        assertThatThrownBy(() -> TemplateCheck.check(template("volumes: [\"/:/host\"]"), List.of()))
                .hasMessageContaining("volume / is forbidden");
        assertThatThrownBy(() -> TemplateCheck.check(template("pid: container:x"), List.of()))
                .hasMessageContaining("pid may only be host");
        assertThatThrownBy(() -> TemplateCheck.check(template("privileged: true"), List.of()))
                .hasMessageContaining("unknown field privileged");
        assertThatThrownBy(() -> TemplateCheck.check(template("command: [\"curl file:///etc/passwd\"]"), List.of()))
                .hasMessageContaining("must be http or https");
    }

    @Test
    void aYamlBombIsRefusedQuickly() {
        var bomb = new StringBuilder("a: &a [x,x,x,x,x,x,x,x,x]\n");
        for (char c = 'b'; c < 'z'; c++) {
            char before = (char) (c - 1);
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append(("*" + before + ",").repeat(8))
                    .append("*")
                    .append(before)
                    .append("]\n");
        }
        assertThatThrownBy(() -> SafeYaml.mapping(bomb.toString())).hasMessageContaining("not acceptable YAML");
        assertThatThrownBy(() -> SafeYaml.mapping("a: ".repeat(1) + "[".repeat(100) + "]".repeat(100)))
                .isInstanceOf(TemplateProblem.class);
        assertThatThrownBy(() -> SafeYaml.mapping("a: !!javax.script.ScriptEngineManager []"))
                .isInstanceOf(TemplateProblem.class);
        assertThatThrownBy(() -> SafeYaml.mapping("a: 1\na: 2")).isInstanceOf(TemplateProblem.class);
    }

    @Test
    void onlySafeTagsAndKnownVariablesInQuotesPass() {
        assertThat(TemplateSyntax.problems("a: \"{{ mac }}\"")).isEmpty();
        assertThat(TemplateSyntax.problems("a: {{ mac }}"))
                .singleElement()
                .asString()
                .contains("double quotes");
        assertThat(TemplateSyntax.problems("a: \"{{ nonsense }}\"")).containsExactly("unknown variable nonsense");
        assertThat(TemplateSyntax.problems("a: \"{{ param_flavour }}\"")).isEmpty();
        for (String tag : List.of("{{{ mac }}}", "{{& mac }}", "{{> file }}", "{{=<% %>=}}", "{{ .Hardware }}")) {
            assertThat(TemplateSyntax.problems("a: \"" + tag + "\"")).as(tag).isNotEmpty();
        }
    }
}
