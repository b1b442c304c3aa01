package io.palebluedot.alert.silence;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MatcherTest {

    private static final Map<String, String> LABELS = Map.of("alertname", "gpu_xid", "rack", "r1");

    @Test
    void allMatchersMustAccept() {
        assertThat(Matcher.all(List.of(equal("alertname", "gpu_xid"), equal("rack", "r1")), LABELS))
                .isTrue();
        assertThat(Matcher.all(List.of(equal("alertname", "gpu_xid"), equal("rack", "r2")), LABELS))
                .isFalse();
    }

    @Test
    void aRegularExpressionMatchesTheWholeValue() {
        assertThat(new Matcher("alertname", "gpu_.*", true, true).accepts(LABELS))
                .isTrue();
        assertThat(new Matcher("alertname", "gpu", true, true).accepts(LABELS)).isFalse();
        assertThat(new Matcher("alertname", "gpu_.*", true, false).accepts(LABELS))
                .isFalse();
    }

    @Test
    void anAbsentLabelIsEmpty() {
        assertThat(equal("feed", "").accepts(LABELS)).isTrue();
        assertThat(new Matcher("feed", "pdu-a", false, false).accepts(LABELS)).isTrue();
    }

    @Test
    void anEvilPatternCostsNoTime() {
        var evil = new Matcher("alertname", "(a+)+$", true, true);
        long began = System.nanoTime();
        assertThat(evil.accepts(Map.of("alertname", "a".repeat(1_000) + "!"))).isFalse();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void backReferencesAndBrokenPatternsAreRefused() {
        assertThat(new Matcher("a", "(x)\\1", true, true).valid()).isFalse();
        assertThat(new Matcher("a", "(", true, true).valid()).isFalse();
        assertThat(new Matcher("a", "(", false, true).valid()).isTrue();
    }

    private static Matcher equal(String name, String value) {
        return new Matcher(name, value, false, true);
    }
}
