package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BootOrder;
import io.palebluedot.hardware.driver.BootOrder.BootOption;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Orders that hold at once, that wait for a reset, and BMCs that only say yes. */
class RedfishBootOrderTest {

    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final String SETTINGS = Replies.SYSTEM + "/Settings";

    private FakeBmc bmc;
    private BootOrder order;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(Map.of());
        var clients = bmc.clients();
        order = new RedfishBootOrder(clients, new RedfishSystems(clients));
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    /** A system that takes what is patched to it, at once. */
    private void takesAtOnce(String property, String selection) {
        show(property, selection, "\"Boot0001\",\"Boot0002\",\"Boot0003\"");
        var reading = bmc.paths.get(Replies.SYSTEM);
        bmc.paths.put(Replies.SYSTEM, e -> {
            if (e.getRequestMethod().equals("PATCH")) {
                String sent = Replies.sent(bmc, "PATCH " + Replies.SYSTEM);
                show(property, selection, sent.substring(sent.indexOf('[') + 1, sent.indexOf(']')));
                FakeBmc.send(e, 204, "");
            } else {
                reading.answer(e);
            }
        });
    }

    private void show(String property, String selection, String ids) {
        Replies.system(bmc, "\"Boot\":{" + selection + "\"" + property + "\":[" + ids + "]}");
    }

    @Test
    void tellsNamesOfWhatIsInTheOrderWhereTheBmcHasThem() {
        String options = Replies.SYSTEM + "/BootOptions";
        Replies.system(
                bmc,
                "\"Boot\":{\"BootOrder\":[\"Boot0002\",\"Boot0001\"],\"BootOptions\":" + Replies.link(options) + "}");
        Replies.collection(bmc, options, options + "/1", options + "/2");
        Replies.fixed(
                bmc,
                options + "/1",
                "{\"Id\":\"1\",\"BootOptionReference\":\"Boot0001\",\"DisplayName\":\"UEFI PXE\",\"BootOptionEnabled\":false}");

        var reading = order.readOrder(bmc.bmc()).await().atMost(WAIT);

        assertThat(reading.options())
                .containsExactly(new BootOption("Boot0002", null, null), new BootOption("Boot0001", "UEFI PXE", false));
        assertThat(reading.pending()).isEmpty();
    }

    @Test
    void setsAnOrderThatHoldsAtOnce() {
        takesAtOnce("BootOrder", "");

        order.setOrder(bmc.bmc(), List.of("Boot0003", "Boot0001", "Boot0002"))
                .await()
                .atMost(WAIT);

        assertThat(order.readOrder(bmc.bmc()).await().atMost(WAIT).options())
                .extracting(BootOption::id)
                .containsExactly("Boot0003", "Boot0001", "Boot0002");
    }

    @Test
    void followsTheAliasesWhereTheSystemFollowsThem() {
        takesAtOnce("AliasBootOrder", "\"BootOrderPropertySelection\":\"AliasBootOrder\",\"BootOrder\":[],");

        order.setOrder(bmc.bmc(), List.of("Boot0002", "Boot0001", "Boot0003"))
                .await()
                .atMost(WAIT);

        assertThat(Replies.sent(bmc, "PATCH " + Replies.SYSTEM)).startsWith("{\"Boot\":{\"AliasBootOrder\":[");
    }

    @Test
    void writesToTheSettingsObjectAndTellsWhatWaitsThere() {
        Replies.system(
                bmc,
                "\"Boot\":{\"BootOrder\":[\"A\",\"B\"]},\"@Redfish.Settings\":{\"SettingsObject\":"
                        + Replies.link(SETTINGS) + "}");
        bmc.paths.put(SETTINGS, e -> {
            boolean set = bmc.bodies.containsKey("PATCH " + SETTINGS);
            FakeBmc.send(e, 200, "{\"Boot\":{\"BootOrder\":" + (set ? "[\"B\",\"A\"]" : "[\"A\",\"B\"]") + "}}");
        });

        order.setOrder(bmc.bmc(), List.of("B", "A")).await().atMost(WAIT);

        var reading = order.readOrder(bmc.bmc()).await().atMost(WAIT);
        assertThat(reading.options()).extracting(BootOption::id).containsExactly("A", "B");
        assertThat(reading.pending()).containsExactly("B", "A");
        assertThat(bmc.requests).doesNotContain("PATCH " + Replies.SYSTEM);
    }

    @Test
    void refusesAnOrderThatIsNotOfTheOptionsBeforeItWrites() {
        takesAtOnce("BootOrder", "");

        for (var wrong : List.of(
                List.of("Boot0001"),
                List.of("Boot0001", "Boot0002", "Boot0009"),
                List.of("Boot0001", "Boot0001", "Boot0002"))) {
            assertThatThrownBy(() -> order.setOrder(bmc.bmc(), wrong).await().atMost(WAIT))
                    .isInstanceOf(BmcFailure.class)
                    .extracting(e -> ((BmcFailure) e).kind())
                    .isEqualTo(BmcFailure.Kind.INVALID);
        }
        assertThat(bmc.requests).noneMatch(r -> r.startsWith("PATCH"));
    }

    @Test
    void failsWhenTheBmcSaysYesAndChangesNothing() {
        show("BootOrder", "", "\"A\",\"B\"");

        assertThatThrownBy(() ->
                        order.setOrder(bmc.bmc(), List.of("B", "A")).await().atMost(WAIT))
                .isInstanceOf(BmcFailure.class)
                .extracting(e -> ((BmcFailure) e).kind())
                .isEqualTo(BmcFailure.Kind.NOT_CONFIRMED);
    }
}
