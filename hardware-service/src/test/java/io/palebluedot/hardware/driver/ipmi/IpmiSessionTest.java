package io.palebluedot.hardware.driver.ipmi;

import static io.palebluedot.hardware.driver.ipmi.IpmiUnderTest.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import io.palebluedot.hardware.driver.ipmi.lan.CipherSuite;
import io.palebluedot.hardware.driver.ipmi.lan.FakeIpmiBmc;
import io.palebluedot.hardware.driver.ipmi.lan.FakeIpmiRack;
import io.palebluedot.hardware.driver.ipmi.lan.Privilege;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IpmiSessionTest {

    private final FakeIpmiRack rack = new FakeIpmiRack(1);
    private final FakeIpmiBmc fake = rack.bmc(0);
    private final IpmiUnderTest ipmi = new IpmiUnderTest(Map.of("pbd.hardware.ipmi.idle-timeout", "PT1S"));
    private final Bmc bmc = IpmiUnderTest.bmc(rack.port(0), "admin", "secret");

    @AfterEach
    void stop() {
        ipmi.close();
        rack.close();
    }

    private PowerState power() {
        return await(ipmi.power().readPower(bmc)).state();
    }

    private static void fails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        BmcFailure.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void entersWithSuite17WhereItIsOffered() {
        var session = await(ipmi.clients.of(bmc).logIn());
        assertThat(session.suite()).isEqualTo(CipherSuite.SUITE_17);
        assertThat(session.privilege()).isEqualTo(Privilege.ADMINISTRATOR);
        assertThat(fake.commands).containsExactly("06/3b");
    }

    @Test
    void entersWithSuite3WhereThereIsNothingBetter() {
        fake.suites = List.of(0, 1, 2, 3);
        assertThat(await(ipmi.clients.of(bmc).logIn()).suite()).isEqualTo(CipherSuite.SUITE_3);
    }

    @Test
    void findsTheSuiteByTryingWhereTheBmcDoesNotTell() {
        fake.suites = List.of(3);
        fake.answers.put("06/54", d -> Octets.of(0xC1));
        assertThat(await(ipmi.clients.of(bmc).logIn()).suite()).isEqualTo(CipherSuite.SUITE_3);
    }

    @Test
    void neverEntersWithSuite0AndReportsIt() {
        fake.suites = List.of(0);
        fails(Kind.UNSUPPORTED, () -> await(ipmi.driver.logIn(bmc)));
        assertThat(await(ipmi.clients.of(bmc).examine()).offersSuite0()).isTrue();
        assertThat(fake.logins).hasValue(0);
    }

    @Test
    void refusesOtherAlgorithmsThanThoseAskedFor() {
        for (int algorithm : new int[] {0, 1, 2}) {
            fake.bmcAlgorithm = algorithm;
            fails(Kind.REFUSED, () -> await(ipmi.driver.logIn(bmc)));
        }
        assertThat(fake.logins).hasValue(0);
    }

    @Test
    void aWrongPasswordIsUnauthorizedAndNotRepeated() {
        fake.password = "other";
        fails(Kind.UNAUTHORIZED, () -> await(ipmi.driver.logIn(bmc)));
        Awaitility.await().untilAsserted(() -> assertThat(fake.givenUp).hasValue(1));
        fake.password = "secret";
        assertThatThrownBy(() -> await(ipmi.driver.logIn(bmc))).hasMessageContaining("not tried again before");
        await(ipmi.driver.forget(bmc));
        await(ipmi.driver.logIn(bmc));
    }

    @Test
    void anUnknownUserIsUnauthorized() {
        fails(Kind.UNAUTHORIZED, () -> await(ipmi.driver.logIn(IpmiUnderTest.bmc(rack.port(0), "nobody", "secret"))));
        fails(
                Kind.UNAUTHORIZED,
                () -> await(ipmi.driver.logIn(IpmiUnderTest.bmc(rack.port(0), "admin", "x".repeat(21)))));
    }

    @Test
    void aFullBmcIsBusy() {
        fake.openStatus = 0x01;
        fails(Kind.BUSY, () -> await(ipmi.driver.logIn(bmc)));
    }

    @Test
    void takesTheHighestPrivilegeThatTheUserHas() {
        fake.maxPrivilege = 3;
        assertThat(await(ipmi.clients.of(bmc).logIn()).privilege()).isEqualTo(Privilege.OPERATOR);
        await(ipmi.driver.forget(bmc));
        fake.maxPrivilege = 2;
        assertThat(await(ipmi.clients.of(bmc).logIn()).privilege()).isEqualTo(Privilege.USER);
    }

    @Test
    void oneSessionServesManyCommandsAndIsClosedWhenForgotten() {
        for (int i = 0; i < 100; i++) {
            assertThat(power()).isEqualTo(PowerState.ON);
        }
        assertThat(fake.logins).hasValue(1);
        await(ipmi.driver.forget(bmc));
        assertThat(fake.closed).hasValue(1);
    }

    @Test
    void anIdleSessionIsClosed() {
        power();
        Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> fake.closed.get() == 1);
        assertThat(power()).isEqualTo(PowerState.ON);
        assertThat(fake.logins).hasValue(2);
    }

    @Test
    void aLostSessionIsEnteredOnceMore() {
        power();
        fake.restart();
        assertThat(power()).isEqualTo(PowerState.ON);
        assertThat(fake.logins).hasValue(2);
    }

    @Test
    void lostDatagramsAreSentAgainWithNewNumbers() {
        power();
        fake.dropNext.set(2);
        assertThat(power()).isEqualTo(PowerState.ON);
        assertThat(fake.logins).hasValue(1);
        assertThat(fake.sequences).doesNotHaveDuplicates().isSorted();
        assertThat(fake.sequences.getLast()).as("two were lost").isEqualTo(5);
    }

    @Test
    void lostDatagramsOfTheLoginAreSentAgain() {
        fake.dropNext.set(3);
        await(ipmi.driver.logIn(bmc));
        assertThat(fake.logins).hasValue(1);
    }

    @Test
    void aSilentBmcTimesOut() {
        fake.silent = true;
        fails(Kind.TIMEOUT, () -> await(ipmi.driver.logIn(bmc)));
        fails(Kind.TIMEOUT, () -> await(ipmi.driver.greet(bmc)));
    }

    @Test
    void aBusyBmcIsAskedAgain() {
        var left = new java.util.concurrent.atomic.AtomicInteger(2);
        fake.answers.put("00/01", d -> left.getAndDecrement() > 0 ? Octets.of(0xC0) : Octets.of(0, 0x20, 0, 0));
        assertThat(power()).isEqualTo(PowerState.OFF);
    }

    @Test
    void garbageBesideTheAnswerIsPassedOver() {
        fake.wire = answer -> List.of(
                Octets.NONE,
                Octets.of(1, 2, 3),
                answer.slice(0, answer.length() - 1),
                answer.slice(0, 20),
                answer.plus(Octets.of(0)),
                flipped(answer),
                Octets.copyOf(new byte[2000]),
                answer,
                answer);
        for (int i = 0; i < 20; i++) {
            assertThat(power()).isEqualTo(PowerState.ON);
        }
        assertThat(fake.logins).hasValue(1);
    }

    @Test
    void nothingButGarbageIsMalformedAndHarmsNoOtherBmc() {
        try (var other = new FakeIpmiRack(1)) {
            var neighbour = IpmiUnderTest.bmc(other.port(0), "admin", "secret");
            await(ipmi.driver.logIn(neighbour));
            power();
            fake.wire = answer -> (answer.u8(5) & 0x40) == 0
                    ? List.of(answer)
                    : List.of(flipped(answer), answer.slice(0, answer.length() / 2));
            fails(Kind.MALFORMED, this::power);
            assertThat(await(ipmi.power().readPower(neighbour)).state()).isEqualTo(PowerState.ON);
            fake.wire = List::of;
            assertThat(power()).isEqualTo(PowerState.ON);
        }
    }

    @Test
    void aLoginThatIsCutShortIsMalformed() {
        fake.handshake = payload -> payload.slice(0, payload.length() - 1);
        assertThatThrownBy(() -> await(ipmi.driver.logIn(bmc))).isInstanceOf(BmcFailure.class);
        assertThat(fake.commands).isEmpty();
    }

    @Test
    void anAnswerOfAnotherSessionIsPassedOver() {
        power();
        fake.wire =
                answer -> List.of(Octets.concat(answer.slice(0, 6), Octets.ofU32(0x0BADCAFE), answer.from(10)), answer);
        assertThat(power()).isEqualTo(PowerState.ON);
    }

    @Test
    void waitingIsCancelledWithItsCaller() {
        power();
        fake.silent = true;
        fails(
                Kind.TIMEOUT,
                () -> await(ipmi.power()
                        .readPower(bmc)
                        .ifNoItem()
                        .after(Duration.ofMillis(50))
                        .failWith(() -> new BmcFailure(Kind.TIMEOUT, "too late"))));
        fake.silent = false;
        assertThat(power()).isEqualTo(PowerState.ON);
    }

    @Test
    void commandsOfOneBmcGoOneAfterTheOther() {
        var all = java.util.stream.IntStream.range(0, 50)
                .mapToObj(i -> ipmi.power().readPower(bmc))
                .toList();
        await(Uni.join().all(all).andFailFast());
        assertThat(fake.logins).hasValue(1);
        assertThat(fake.sequences).hasSize(51).isSorted();
    }

    @Test
    void aGracefulRestartIsNotInIpmi() {
        fails(Kind.UNSUPPORTED, () -> await(ipmi.power().reset(bmc, ResetType.GRACEFUL_RESTART)));
        assertThat(await(ipmi.power().readPower(bmc)).allowed())
                .doesNotContain(ResetType.GRACEFUL_RESTART)
                .hasSize(7);
    }

    @Test
    void addressesOutsideTheAllowedNetworksAreNotTalkedTo() {
        var outside =
                new Bmc(new io.palebluedot.hardware.address.HostPort("8.8.8.8", 623), List.of("ipmi"), bmc.login());
        fails(Kind.REFUSED, () -> await(ipmi.driver.greet(outside)));
        fails(Kind.REFUSED, () -> await(ipmi.driver.logIn(outside)));
    }

    private static Octets flipped(Octets octets) {
        var bytes = octets.toBytes();
        bytes[bytes.length - 1] ^= 1;
        return Octets.copyOf(bytes);
    }
}
