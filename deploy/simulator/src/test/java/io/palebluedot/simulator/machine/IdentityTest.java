package io.palebluedot.simulator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IdentityTest {

    @Test
    void addressesFollowFromTheIndex() {
        Identity server = new Identity(258, 20, 0);
        assertThat(server.bmcAddress()).isEqualTo("127.20.1.2");
        assertThat(server.hostAddress()).isEqualTo("127.21.1.2");
        assertThat(server.mac(0)).isEqualTo("02:70:62:64:01:02");
    }

    @Test
    void serialsOfAThousandServersAreDifferentAndStable() {
        assertThat(IntStream.rangeClosed(1, 1000)
                        .boxed()
                        .flatMap(i -> IntStream.range(0, 8).mapToObj(g -> new Identity(i, 20, 0).gpuSerial(g))))
                .doesNotHaveDuplicates()
                .allMatch(serial -> serial.matches("16\\d{11}"));
        assertThat(new Identity(7, 20, 0).gpuSerial(3)).isEqualTo(new Identity(7, 30, 4).gpuSerial(3));
    }

    @Test
    void theFirstServerOfARecordingKeepsItsIdentityAndCopiesDiffer() {
        assertThat(new Identity(1, 20, 0).vary("SerialNumber", "1652323019599")).isEqualTo("1652323019599");
        String second = new Identity(2, 20, 1).vary("SerialNumber", "1652323019599");
        String third = new Identity(3, 20, 2).vary("SerialNumber", "1652323019599");
        assertThat(second).hasSize(13).startsWith("16").endsWith("3019599").isNotEqualTo(third);
        assertThat(new Identity(2, 20, 1).vary("MACAddress", "7C:C2:55:79:3F:8F"))
                .isEqualTo(new Identity(2, 20, 1).vary("MACAddress", "7c:c2:55:79:3f:8f"));
    }
}
