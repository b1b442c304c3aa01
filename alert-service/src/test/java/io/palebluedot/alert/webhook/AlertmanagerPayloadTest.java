package io.palebluedot.alert.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.rpc.Failure;
import io.palebluedot.rpc.FailureException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlertmanagerPayloadTest {

    @Test
    void readsWhatAlertmanagerSends() {
        var payload = AlertmanagerPayload.read("""
                {"version":"4","groupKey":"{}:{}","status":"firing","receiver":"pbd","groupLabels":{},"commonLabels":{},
                 "commonAnnotations":{},"externalURL":"http://am","truncatedAlerts":0,
                 "alerts":[{"status":"firing","labels":{"alertname":"Down","severity":"critical"},"annotations":{"summary":"it is down"},
                            "startsAt":"2026-01-01T01:00:00+01:00","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://p",
                            "fingerprint":"0123456789abcdef"}]}""");
        assertThat(payload.items()).singleElement().satisfies(item -> {
            assertThat(item.firing()).isTrue();
            assertThat(item.labels()).containsEntry("alertname", "Down");
            assertThat(item.annotations()).containsEntry("summary", "it is down");
            assertThat(item.startsAt()).isEqualTo(Instant.parse("2026-01-01T00:00:00Z"));
            assertThat(item.fingerprint()).isEqualTo("0123456789abcdef");
        });
    }

    @Test
    void saysEverythingThatIsWrong() {
        assertThat(fields("""
                {"version":"4","alerts":[{"status":"maybe"},{"status":"firing","labels":{"x":1},"startsAt":"yesterday"}]}"""))
                .containsExactly(
                        "alerts[0].status", "alerts[1].labels.x", "alerts[1].labels.alertname", "alerts[1].startsAt");
    }

    @Test
    void refusesWhatIsNoSuchPayload() {
        assertThat(fields("not json")).containsExactly("json");
        assertThat(fields("[]")).containsExactly("json");
        assertThat(fields("null")).containsExactly("json");
        assertThat(fields("")).containsExactly("json");
        assertThat(fields("{\"version\":\"3\",\"alerts\":[]}")).containsExactly("version");
        assertThat(fields("{\"version\":\"4\"}")).containsExactly("alerts");
        assertThat(fields("[".repeat(100_000))).containsExactly("json");
        assertThat(fields("x".repeat(1_000_001))).containsExactly("json");
    }

    private static List<String> fields(String json) {
        var failure = new Failure[1];
        assertThatThrownBy(() -> AlertmanagerPayload.read(json))
                .isInstanceOfSatisfying(FailureException.class, e -> failure[0] = e.failure());
        return ((Failure.InvalidInput) failure[0])
                .errors().stream().map(Failure.FieldError::field).toList();
    }
}
