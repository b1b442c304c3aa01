package io.palebluedot.simulator.ipmi;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.simulator.machine.Identity;
import io.palebluedot.simulator.machine.Machine;
import io.palebluedot.simulator.machine.Timeline;
import io.palebluedot.simulator.tree.Models;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IpmiBmcTest {

    /** Get Channel Authentication Capabilities in the IPMI 1.5 wrapper, as every client begins. */
    private static final String CAPABILITIES = "0600ff07000000000000000000092018c88100388e04b5";

    private final Timeline timeline = new Timeline(1);
    private final Machine machine = new Machine(new Identity(1, 20, 0), new Models().find("hgx-h200"), timeline);
    private final IpmiBmc bmc = new IpmiBmc(machine, "admin", "secret", new SecureRandom());

    @AfterEach
    void stop() {
        timeline.close();
    }

    @Test
    void saysBeforeAnySessionThatItWantsRmcpPlusOnly() {
        byte[] answer = bmc.answer(HexFormat.of().parseHex(CAPABILITIES), 0);
        assertThat(HexFormat.of().formatHex(answer))
                .isEqualTo("0600ff0700000000000000000010811c63200038000180040200000000" + "21");
    }

    @Test
    void pingIsAnsweredWithPong() {
        byte[] answer = bmc.answer(HexFormat.of().parseHex("0600ff06000011be80070000"), 0);
        assertThat(HexFormat.of().formatHex(answer))
                .startsWith("0600ff06000011be40070010000011be")
                .hasSize(56);
    }

    @Test
    void otherCommandsNeedASession() {
        // Get Device ID without a session.
        byte[] answer = bmc.answer(HexFormat.of().parseHex("0600ff07000000000000000000072018c88100017e"), 0);
        assertThat(answer).isNotNull();
        assertThat(answer[20] & 255).isEqualTo(Reply.NOT_ALLOWED);
    }

    @Test
    void garbageIsNeverAnsweredWithAnExceptionAndAWrongChecksumNotAtAll() {
        Random random = new Random(7);
        byte[] known = HexFormat.of().parseHex(CAPABILITIES);
        for (int i = 0; i < 20_000; i++) {
            byte[] damaged = new byte[random.nextInt(96)];
            random.nextBytes(damaged);
            int kept = Math.min(damaged.length, random.nextInt(24));
            System.arraycopy(known, 0, damaged, 0, Math.min(kept, known.length));
            if (damaged.length > 5 && random.nextBoolean()) {
                damaged[4] = 6;
                damaged[5] = (byte) new int[] {0, 0x10, 0x12, 0x14, 0xC0}[random.nextInt(5)];
            }
            bmc.answer(damaged, i);
        }
        known[known.length - 1]++;
        assertThat(bmc.answer(known, 0)).isNull();
    }

    @Test
    void aPacketCountsOnceAndOnlyNearTheNewest() {
        Session session = new Session(1, 2, CipherSuite.SHA256, 0);
        assertThat(session.fresh(1)).isTrue();
        assertThat(session.fresh(1)).isFalse();
        assertThat(session.fresh(4)).isTrue();
        assertThat(session.fresh(3)).isTrue();
        assertThat(session.fresh(3)).isFalse();
        assertThat(session.fresh(40)).isFalse();
        assertThat(session.fresh(0)).isFalse();
    }

    @Test
    void aScaleReachesItsHighestValueAndKeepsTheSign() {
        Scale volts = Scale.upTo(15);
        assertThat(volts).isEqualTo(new Scale(6, -2, false));
        assertThat(volts.raw(12.11)).isEqualTo(202);
        assertThat(new Scale(1, 0, true).raw(-5)).isEqualTo(0xFB);
        assertThat(new Scale(1, 0, true).raw(300)).isEqualTo(0x7F);
    }
}
