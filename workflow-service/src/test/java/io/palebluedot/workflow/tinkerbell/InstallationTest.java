package io.palebluedot.workflow.tinkerbell;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.palebluedot.workflow.tinkerbell.Installation.Progress;
import org.junit.jupiter.api.Test;

/** Both generations of Tinkerbell's words. */
class InstallationTest {

    @Test
    void readsTinksWords() {
        assertThat(read("{\"state\":\"STATE_RUNNING\",\"currentAction\":\"write\",\"timeStarted\":\"x\"}"))
                .isEqualTo(new Installation(Progress.RUNNING, "write", null));
        assertThat(
                        read(
                                "{\"state\":\"STATE_FAILED\",\"tasks\":[{\"name\":\"t\",\"worker\":\"m\",\"actions\":["
                                        + "{\"name\":\"a\",\"status\":\"STATE_SUCCESS\"},{\"name\":\"b\",\"status\":\"STATE_FAILED\",\"message\":\"no disk\"}]}]}"))
                .isEqualTo(new Installation(Progress.FAILED, "b", "no disk"));
    }

    @Test
    void readsTodaysWords() {
        assertThat(read("{\"state\":\"RUNNING\",\"currentState\":{\"actionName\":\"write\",\"taskName\":\"t\"}}"))
                .isEqualTo(new Installation(Progress.RUNNING, "write", null));
        assertThat(
                        read(
                                "{\"state\":\"FAILED\",\"conditions\":[{\"type\":\"TemplateRenderedSuccess\",\"status\":\"False\",\"message\":\"bad\"}]}"))
                .isEqualTo(new Installation(Progress.FAILED, null, "bad"));
        assertThat(read("{}").progress()).isEqualTo(Progress.UNKNOWN);
        assertThat(Installation.of(new WorkflowResource()).progress()).isEqualTo(Progress.UNKNOWN);
    }

    private static Installation read(String status) {
        return Installation.of(Serialization.unmarshal(
                "{\"apiVersion\":\"tinkerbell.org/v1alpha1\",\"kind\":\"Workflow\",\"metadata\":{\"name\":\"x\"},\"status\":"
                        + status + "}",
                WorkflowResource.class));
    }
}
