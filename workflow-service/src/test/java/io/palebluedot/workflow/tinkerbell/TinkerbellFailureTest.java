package io.palebluedot.workflow.tinkerbell;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class TinkerbellFailureTest {

    @Test
    void busyOrAbsentApisPass() {
        for (int code : List.of(408, 409, 429, 500, 503)) {
            assertThat(TinkerbellFailure.of("workflows", new KubernetesClientException("x", code, null))
                            .passing())
                    .as("status %d", code)
                    .isTrue();
        }
        var refused = new KubernetesClientException("x", new IOException("connection refused"));
        assertThat(TinkerbellFailure.of("workflows", refused))
                .satisfies(e -> assertThat(e.passing()).isTrue())
                .hasMessageContaining("connection refused");
    }

    @Test
    void missingDefinitionsAreToldClearly() {
        assertThat(TinkerbellFailure.of("hardware", new KubernetesClientException("x", 404, null)))
                .satisfies(e -> assertThat(e.passing()).isFalse())
                .hasMessageContaining("CRDs (tinkerbell.org/v1alpha1)");
        assertThat(TinkerbellFailure.of("hardware", new KubernetesClientException("x", 403, null))
                        .passing())
                .isFalse();
    }
}
