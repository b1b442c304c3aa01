package io.palebluedot.hardware.driver.gnmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.gnmi.GnmiPath.Elem;
import java.util.ArrayList;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GnmiPathTest {

    @Test
    void readsNamesKeysAndOrigin() {
        var path = GnmiPath.parse("openconfig:/network-instances/network-instance[name=default]/protocols"
                + "/protocol[identifier=BGP][name=main]/state");
        assertThat(path.origin()).isEqualTo("openconfig");
        assertThat(path.elems())
                .extracting(Elem::name)
                .containsExactly("network-instances", "network-instance", "protocols", "protocol", "state");
        assertThat(path.elems().get(3).keys()).isEqualTo(Map.of("identifier", "BGP", "name", "main"));
    }

    @Test
    void aBackslashTakesTheMeaningOff() {
        var path = GnmiPath.parse("/a\\/b[k\\=1=x\\]y\\\\z]/c[d=http://[1]");
        assertThat(path.elems())
                .containsExactly(new Elem("a/b", Map.of("k=1", "x]y\\z")), new Elem("c", Map.of("d", "http://[1")));
        assertThat(path.toString()).isEqualTo("/a\\/b[k\\=1=x\\]y\\\\z]/c[d=http://[1]");
    }

    @Test
    void slashesInKeysAndAMissingFirstSlashAreFine() {
        assertThat(GnmiPath.parse("interface[name=Ethernet1/1]/state").elems())
                .containsExactly(new Elem("interface", Map.of("name", "Ethernet1/1")), new Elem("state", Map.of()));
        assertThat(GnmiPath.parse("/")).isEqualTo(GnmiPath.ROOT);
        assertThat(GnmiPath.parse("")).isEqualTo(GnmiPath.ROOT);
        assertThat(GnmiPath.parse("oc-if:interfaces/x").origin()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a[b", "/a[b=c", "//b", "/a\\", "/a[b=c]d", "/a[b]/c", "x://y"})
    void refusesWhatIsNoPath(String text) {
        assertThatThrownBy(() -> GnmiPath.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(text);
    }

    @Test
    void whatIsPrintedReadsBackAsTheSamePath() {
        var random = new Random(9339);
        for (int i = 0; i < 20_000; i++) {
            var path = anyPath(random);
            assertThat(GnmiPath.parse(path.toString())).isEqualTo(path);
        }
    }

    private static GnmiPath anyPath(Random random) {
        var elems = new ArrayList<Elem>();
        for (int e = random.nextInt(5); e > 0; e--) {
            var keys = new TreeMap<String, String>();
            for (int k = random.nextInt(3); k > 0; k--) {
                keys.put(word(random, 0), word(random, 0));
            }
            elems.add(new Elem(word(random, keys.isEmpty() ? 1 : 0), keys));
        }
        return new GnmiPath(random.nextBoolean() ? "" : "origin-1", elems);
    }

    private static String word(Random random, int least) {
        String letters = "ab/[]=\\:*\" é\n.-";
        var word = new StringBuilder();
        for (int c = least + random.nextInt(6); c > 0; c--) {
            word.append(letters.charAt(random.nextInt(letters.length())));
        }
        return word.toString();
    }

    @Test
    void thePlaceIsTheSameWithAndWithoutModules() {
        assertThat(GnmiPath.parse("/oc-if:interfaces/oc-if:interface[oc-if:name=a:b]")
                        .canonical())
                .isEqualTo(GnmiPath.parse("/interfaces/interface[name=a:b]"));
        // Neither a MAC address nor a number is a module.
        assertThat(GnmiPath.parse("/x/aa:bb:cc:dd:ee:ff/01:2a").canonical().toString())
                .isEqualTo("/x/aa:bb:cc:dd:ee:ff/01:2a");
    }

    @Test
    void keysOfANamelessStepBelongToTheStepBefore() {
        assertThat(GnmiPath.parse("/egress/[queue-number=0]/bytes").canonical())
                .isEqualTo(GnmiPath.parse("/egress[queue-number=0]/bytes"));
        assertThat(GnmiPath.parse("/a[k=1]/[k=2]/b").canonical().elems()).hasSize(3);
    }

    @Test
    void aPathCoversWhatIsBelowItWhateverKeysItLeavesOpen() {
        var leaf = GnmiPath.parse("/interfaces/interface[name=E1]/state/mtu");
        assertThat(GnmiPath.ROOT.covers(leaf)).isTrue();
        assertThat(GnmiPath.parse("/interfaces/interface").covers(leaf)).isTrue();
        assertThat(GnmiPath.parse("/interfaces/interface[name=*]/state").covers(leaf))
                .isTrue();
        assertThat(GnmiPath.parse("/*/interface[name=E1]").covers(leaf)).isTrue();
        assertThat(GnmiPath.parse("/interfaces/interface[name=E2]").covers(leaf))
                .isFalse();
        assertThat(leaf.child("more").covers(leaf)).isFalse();
    }

    @Test
    void aFlatPathCoversByNamesAndKeyValues() {
        var leaf = GnmiPath.parse("/interfaces/interface[name=E1]/state/mtu");
        assertThat(GnmiPath.parse("/interfaces/interface/E1/state/mtu").coversFlat(leaf))
                .isTrue();
        assertThat(GnmiPath.parse("/interfaces/interface/E1").coversFlat(leaf)).isTrue();
        assertThat(GnmiPath.parse("/interfaces/interface/E2").coversFlat(leaf)).isFalse();
        assertThat(GnmiPath.parse("/interfaces/interface[name=E1]").coversFlat(leaf))
                .isFalse();
    }
}
