package io.palebluedot.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.palebluedot.events.jetstream.PoisonEvent;
import io.palebluedot.testing.Golden;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EventContractTest {

    private static final UUID ID = UUID.fromString("01935f3c-7f00-7000-8000-000000000001");
    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.678Z");
    private static final String TRACE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    static Stream<EventCatalogue.Entry> entries() {
        return EventCatalogue.entries().stream();
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEventKeepsItsWireForm(EventCatalogue.Entry entry) throws JsonProcessingException {
        byte[] bytes = envelope(entry, SampleEvents.of(entry));
        var pretty = EventJson.mapper()
                .writerWithDefaultPrettyPrinter()
                .writeValueAsString(EventJson.mapper().readTree(new String(bytes, StandardCharsets.UTF_8)));
        Golden.assertMatches(Path.of("src/test/resources/golden/events/" + entry.type() + ".json"), pretty + "\n");
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEventIsReadAsItWasWritten(EventCatalogue.Entry entry) {
        var data = SampleEvents.of(entry);
        assertThat(EventJson.read(envelope(entry, data)))
                .isEqualTo(new PbdEvent(ID, "/a-service", "an-object", 3, TIME, TRACE, data));
    }

    @Test
    void everyRecordIsInTheCatalogueOnce() {
        var records = Arrays.stream(EventData.class.getPermittedSubclasses())
                .flatMap(domain -> Arrays.stream(domain.getPermittedSubclasses()))
                .filter(type -> type != ExternalEvent.Unknown.class)
                .toList();
        assertThat(EventCatalogue.entries().stream().map(EventCatalogue.Entry::dataClass))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(records.stream()
                        .<Class<? extends EventData>>map(type -> type.asSubclass(EventData.class))
                        .toList());
    }

    @Test
    void theEventsPeopleKnowByNameAllExist() {
        assertThat(EventCatalogue.entries().stream().map(EventCatalogue.Entry::name))
                .doesNotHaveDuplicates()
                .contains(
                        "HardwareDiscovered",
                        "HardwareProvisioned",
                        "HardwareFailed",
                        "HardwareDecommissioned",
                        "GPUStatusChanged",
                        "SystemStatusChanged",
                        "NetworkStatusChanged",
                        "AlertRaised",
                        "AlertResolved",
                        "AlertEscalated",
                        "ConfigChanged",
                        "ConfigValidated",
                        "ConfigConflict");
    }

    @Test
    void anUnknownTypeIsKeptAsItCame() {
        var json = "{\"specversion\":\"1.0\",\"id\":\"" + ID
                + "\",\"source\":\"/x\",\"type\":\"io.palebluedot.moon.landed.v1\","
                + "\"subject\":\"m\",\"time\":\"2026-01-02T03:04:05Z\",\"data\":{\"crew\":2}}";
        assertThat(EventJson.read(json.getBytes(StandardCharsets.UTF_8)).data())
                .isInstanceOfSatisfying(ExternalEvent.Unknown.class, unknown -> {
                    assertThat(unknown.wireType()).isEqualTo("io.palebluedot.moon.landed.v1");
                    assertThat(unknown.content().get("crew").asInt()).isEqualTo(2);
                });
    }

    @Test
    void aFieldAddedByANewerProducerIsIgnored() {
        var json = "{\"id\":\"" + ID
                + "\",\"source\":\"/x\",\"type\":\"io.palebluedot.server.decommissioned.v1\",\"subject\":\"s\","
                + "\"time\":\"2026-01-02T03:04:05Z\",\"data\":{\"name\":\"server-001\",\"colour\":\"blue\"}}";
        assertThat(EventJson.read(json.getBytes(StandardCharsets.UTF_8)).data())
                .isEqualTo(new ServerEvent.ServerDecommissioned("server-001"));
    }

    @Test
    void aTreeFromBeforeThereWereComponentsTellsNone() {
        var json = "{\"id\":\"" + ID
                + "\",\"source\":\"/x\",\"type\":\"io.palebluedot.server.inspected.v1\",\"subject\":\"s\","
                + "\"time\":\"2026-01-02T03:04:05Z\",\"data\":{\"tree\":{\"bmc_address\":\"10.0.0.1:443\","
                + "\"protocol\":\"redfish\",\"gpus\":[],\"nics\":[],\"drives\":[],\"firmware\":[],\"findings\":[]}}}";
        assertThat(EventJson.read(json.getBytes(StandardCharsets.UTF_8)).data())
                .isInstanceOfSatisfying(ServerEvent.ServerInspected.class, e -> {
                    assertThat(e.tree().bmcAddress()).isEqualTo("10.0.0.1:443");
                    assertThat(e.tree().components()).isEmpty();
                });
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.ValueSource(
            strings = {
                "",
                "not json",
                "[]",
                "{}",
                "{\"id\":\"no-uuid\",\"source\":\"/x\",\"type\":\"t\",\"subject\":\"s\",\"time\":\"2026-01-02T03:04:05Z\"}",
                "{\"id\":\"01935f3c-7f00-7000-8000-000000000001\",\"source\":\"/x\",\"type\":\"t\",\"subject\":\"s\",\"time\":\"yesterday\"}"
            })
    void anythingElseIsPoison(String text) {
        assertThatThrownBy(() -> EventJson.read(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(PoisonEvent.class);
    }

    @Test
    void anIdNeverBreaksOutOfItsSubject() {
        assertThat(Subjects.event("server", "a.b *>", "failed")).isEqualTo("pbd.server.a_b___.failed");
    }

    private static byte[] envelope(EventCatalogue.Entry entry, EventData data) {
        return EventJson.envelope(ID, "/a-service", entry.type(), "an-object", 3, TIME, TRACE, EventJson.data(data));
    }
}
