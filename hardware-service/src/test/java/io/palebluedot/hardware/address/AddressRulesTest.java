package io.palebluedot.hardware.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRulesTest {

    private final AddressRules everything = new AddressRules(List.of(Cidr.parse("0.0.0.0/0"), Cidr.parse("::/0")));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "169.254.169.254",
                "169.254.0.1",
                "fe80::1",
                "100.100.100.200",
                "fd00:ec2::254",
                "0.0.0.0",
                "224.0.0.1",
                "255.255.255.255",
                "::",
                "ff02::1",
                "::ffff:169.254.169.254"
            })
    void linkLocalAndMetadataAddressesAreNeverAllowed(String address) {
        assertThat(everything.allows(InetAddress.ofLiteral(address))).isFalse();
    }

    @Test
    void onlyListedNetworksAreAllowed() {
        var rules = new AddressRules(List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("fd12::/16")));
        assertThat(rules.allows(InetAddress.ofLiteral("10.255.1.2"))).isTrue();
        assertThat(rules.allows(InetAddress.ofLiteral("fd12::7"))).isTrue();
        assertThat(rules.allows(InetAddress.ofLiteral("11.0.0.1"))).isFalse();
        assertThat(rules.allows(InetAddress.ofLiteral("8.8.8.8"))).isFalse();
        assertThat(rules.allows(InetAddress.ofLiteral("127.0.0.1"))).isFalse();
    }

    @Test
    void aBlockPassesOnlyAsAWhole() {
        var rules = new AddressRules(List.of(Cidr.parse("10.0.0.0/16"), Cidr.parse("169.254.0.0/16")));
        assertThat(rules.allows(Cidr.parse("10.0.4.0/22"))).isTrue();
        assertThat(rules.allows(Cidr.parse("10.0.0.0/15"))).isFalse();
        assertThat(rules.allows(Cidr.parse("169.254.4.0/24"))).isFalse();
    }

    @Test
    void aBlockListsItsHosts() {
        assertThat(Cidr.parse("10.1.2.3/30").hosts()).containsExactly("10.1.2.1", "10.1.2.2");
        assertThat(Cidr.parse("10.1.2.3/31").hosts()).containsExactly("10.1.2.2", "10.1.2.3");
        assertThat(Cidr.parse("10.1.2.3").hosts()).containsExactly("10.1.2.3");
        assertThat(Cidr.parse("10.0.0.0/16").hosts()).hasSize(65_534);
        assertThat(Cidr.parse("0.0.0.0/0").size()).isEqualTo(1L << 32);
        assertThat(Cidr.parse("::/0").size()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "example.org/24", "10.0.0.0/8/8", "fe80::1%eth0"})
    void refusesWhatIsNoBlock(String text) {
        assertThatThrownBy(() -> Cidr.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsHostsWithAndWithoutPorts() {
        assertThat(HostPort.parse("bmc-1.rack", 443)).hasToString("bmc-1.rack:443");
        assertThat(HostPort.parse("10.0.0.1:8000", 443)).isEqualTo(new HostPort("10.0.0.1", 8000));
        assertThat(HostPort.parse("[fd00::1]:8443", 443)).hasToString("[fd00::1]:8443");
        assertThat(HostPort.parse("fd00::1", 443)).isEqualTo(new HostPort("fd00::1", 443));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://10.0.0.1",
                "user@10.0.0.1",
                "10.0.0.1:0",
                "10.0.0.1:70000",
                "10.0.0.1:x",
                "[::1",
                "a b",
                "10.0.0.1/x"
            })
    void refusesWhatIsNoHost(String text) {
        assertThatThrownBy(() -> HostPort.parse(text, 443)).isInstanceOf(IllegalArgumentException.class);
    }
}
