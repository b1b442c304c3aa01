package io.palebluedot.inventory.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.FailureException;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiffTest {

    @Test
    void tellsEachAttributeThatDiffers() {
        var diff = Diff.between(
                new JsonObject("{\"power_limit\":700,\"driver_config\":{\"a\":\"1\",\"b\":\"2\"}}"),
                new JsonObject("{\"power_limit\":200,\"memory_clock\":8000,\"driver_config\":{\"a\":\"1\"}}"));
        assertThat(diff)
                .isEqualTo(new JsonObject("{\"driver_config.b\":{\"from\":\"2\"},\"memory_clock\":{\"to\":8000},"
                        + "\"power_limit\":{\"from\":700,\"to\":200}}"));
    }

    @Test
    void oneNumberInTwoFormsIsNoDifference() {
        assertThat(Diff.between(new JsonObject("{\"a\":200}"), new JsonObject("{\"a\":200.0}")))
                .isEqualTo(new JsonObject());
    }

    @Test
    void applyingADiffLeadsFromOneToTheOther() {
        var random = new Random(42);
        for (int round = 0; round < 200; round++) {
            var from = random(random);
            var to = random(random);
            var flat = Diff.flat(from);
            Diff.between(from, to).forEach(entry -> {
                var change = (JsonObject) entry.getValue();
                if (change.containsKey("to")) {
                    flat.put(entry.getKey(), change.getValue("to"));
                } else {
                    flat.remove(entry.getKey());
                }
            });
            assertThat(flat).isEqualTo(Diff.flat(to));
        }
    }

    private static JsonObject random(Random random) {
        var json = new JsonObject();
        for (int i = 0; i < 6; i++) {
            if (random.nextBoolean()) {
                json.put("k" + i, random.nextInt(3));
            }
        }
        return json.put("bios", new JsonObject().put("x" + random.nextInt(3), random.nextBoolean()));
    }

    @Test
    void limitsAreThoseOfTheHardware() {
        var errors = new ArrayList<FieldError>();
        new Limits(200, 700).check(200, 8000, errors);
        assertThat(errors).isEmpty();
        new Limits(200, 700).check(199, 1, errors);
        assertThat(errors).extracting(FieldError::field).containsExactly("power_limit", "memory_clock");
        assertThat(errors.getFirst().message()).isEqualTo("must be from 200 to 700 W");
    }

    @Test
    void whatNoDriverCanChangeIsNotAccepted() {
        var old = new JsonObject("{\"network\":{\"eth0\":{\"mac\":\"a\"}}}");
        var same = new ServerSections(null, null, new JsonObject("{\"eth0\":{\"mac\":\"a\"}}"));
        assertThat(same.over(old)).isEqualTo(old);
        var other = new ServerSections(null, new JsonObject("{\"volume\":\"raid1\"}"), null);
        assertThatThrownBy(() -> other.over(old))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("CAPABILITY_UNSUPPORTED");
    }

    @Test
    void biosAttributesAreMergedAndOnlyChangesAreSent() {
        var old = new JsonObject("{\"bios\":{\"BootMode\":\"Uefi\",\"Sriov\":\"Enabled\"}}");
        var content = new ServerSections(new JsonObject("{\"BootMode\":\"Legacy\"}"), null, null).over(old);
        assertThat(content.getJsonObject("bios").getMap()).isEqualTo(Map.of("BootMode", "Legacy", "Sriov", "Enabled"));
        assertThat(ServerSections.biosChanges(old, content)).isEqualTo(new JsonObject("{\"BootMode\":\"Legacy\"}"));
    }
}
