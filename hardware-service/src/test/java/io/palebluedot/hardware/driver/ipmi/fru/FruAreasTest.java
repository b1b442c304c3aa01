package io.palebluedot.hardware.driver.ipmi.fru;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts.Chassis;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts.Product;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class FruAreasTest {

    @Test
    void readsChassisBoardAndProduct() {
        var facts = FruAreas.of(FruBytes.server());
        assertThat(facts.damages()).isEmpty();
        assertThat(facts.chassis()).isEqualTo(new Chassis(0x17, "CSE-825", "C1234"));
        assertThat(facts.board().manufacturer()).isEqualTo("Supermicro");
        assertThat(facts.board().product()).isEqualTo("X13DEG");
        assertThat(facts.board().serial()).isEqualTo("BRD77");
        // 0xd04d80 minutes after 1996, as ipmitool tells it too.
        assertThat(facts.board().made()).isEqualTo(Instant.parse("2021-12-15T02:08:00Z"));
        assertThat(facts.product())
                .isEqualTo(new Product("Supermicro", "SYS-821GE", "821GE-TNHR", "01", "S421234X", "Asset 7"));
    }

    @Test
    void placeholdersAndMissingFieldsAreAbsent() {
        var product = FruBytes.area(Octets.of(0x19), "To be filled by O.E.M.", "Default string", "0000000");
        var facts = FruAreas.of(FruBytes.header(0, 0, 0, 1).plus(product));
        assertThat(facts.product()).isEqualTo(new Product(null, null, null, null, null, null));
        assertThat(facts.chassis()).isNull();
        assertThat(facts.board()).isNull();
    }

    @Test
    void anAreaWithAWrongChecksumIsAbsentAndTold() {
        var bytes = FruBytes.server().toBytes();
        bytes[12] ^= 1;
        var facts = FruAreas.of(Octets.copyOf(bytes));
        assertThat(facts.chassis()).isNull();
        assertThat(facts.product()).isNotNull();
        assertThat(facts.damages()).containsExactly("checksum of the FRU chassis area is wrong");
    }

    @Test
    void anAreaBeyondTheEndIsAbsentAndTold() {
        var facts = FruAreas.of(FruBytes.server().slice(0, 40));
        assertThat(facts.product()).isNull();
        assertThat(facts.damages()).isNotEmpty();
    }

    @Test
    void aBrokenHeaderIsMalformed() {
        for (String hex : new String[] {"", "01000000000000", "0200000000000000", "0100000000000000"}) {
            assertThatThrownBy(() -> FruAreas.of(Octets.ofHex(hex))).isInstanceOf(BmcFailure.class);
        }
    }
}
