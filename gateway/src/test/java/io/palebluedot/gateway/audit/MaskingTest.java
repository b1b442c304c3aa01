package io.palebluedot.gateway.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingTest {

    private final Masking masking = new Masking(new ObjectMapper());

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"password\":\"x\"}|{\"password\":\"***\"}",
                "{\"bmc_password\":\"x\",\"name\":\"n\"}|{\"bmc_password\":\"***\",\"name\":\"n\"}",
                "{\"a\":{\"AdminPassword\":\"x\"}}|{\"a\":{\"AdminPassword\":\"***\"}}",
                "{\"credentials\":[{\"username\":\"u\"}]}|{\"credentials\":\"***\"}",
                "{\"credentials_ref\":\"rack-1\"}|{\"credentials_ref\":\"rack-1\"}",
                "{\"user_data\":\"#cloud-config\"}|{\"user_data\":\"***\"}",
                "{\"image_uri\":\"https://u:p@h/i\"}|{\"image_uri\":\"https://***@h/i\"}",
                "[{\"secret\":1}]|[{\"secret\":\"***\"}]"
            })
    void masksSecretsWhereverTheyAre(String body, String kept) {
        assertThat(masking.body(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(kept);
    }

    @Test
    void onlyCountsWhatIsNoJsonObject() {
        assertThat(masking.body("GPU 0: Xid 79".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("{\"bytes\":13}");
        assertThat(masking.body(new byte[0])).isEmpty();
    }

    @Test
    void boundsWhatIsKept() {
        String kept = masking.body(("{\"purpose\":\"" + "x".repeat(20_000) + "\"}").getBytes(StandardCharsets.UTF_8));

        assertThat(kept).startsWith("{\"truncated\":true").hasSizeLessThan(9_000);
    }
}
