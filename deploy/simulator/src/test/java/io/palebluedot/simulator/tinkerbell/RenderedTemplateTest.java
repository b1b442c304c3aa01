package io.palebluedot.simulator.tinkerbell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RenderedTemplateTest {

    private static final String DATA = """
            name: talos
            global_timeout: 900
            tasks:
              - name: os
                worker: "{{.device_1}}"
                actions:
                  - {name: stream-talos, image: "quay.io/tinkerbell/actions/image2disk:latest", timeout: 60}
                  - {name: kexec-talos, image: "quay.io/tinkerbell/actions/kexec:latest"}
            """;

    @Test
    void theHardwareMapIsFilledIn() throws IOException {
        RenderedTemplate template = render(DATA);
        assertThat(template.actions()).extracting(TemplateAction::worker).containsOnly("02:70:62:64:00:01");
        assertThat(template.globalTimeoutSeconds()).isEqualTo(900);
    }

    @Test
    void actionsAreUnderstoodByNameAndImage() throws IOException {
        RenderedTemplate template = render(DATA);
        assertThat(template.actions().getFirst().installs()).isTrue();
        assertThat(template.actions().getLast().kexecs()).isTrue();
        assertThat(template.actions().getLast().installs()).isFalse();
        assertThat(template.wipes()).isFalse();
        assertThat(render(DATA.replace("stream-talos", "secure-erase").replace("image2disk", "nvme"))
                        .wipes())
                .isTrue();
    }

    @Test
    void aTemplateWithoutActionsIsRefused() {
        assertThatThrownBy(() -> render("name: x")).isInstanceOf(IOException.class);
    }

    private static RenderedTemplate render(String data) throws IOException {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.putObject("spec").put("data", data);
        ObjectNode map = JsonNodeFactory.instance.objectNode().put("device_1", "02:70:62:64:00:01");
        return RenderedTemplate.render(template, map);
    }
}
