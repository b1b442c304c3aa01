package io.palebluedot.hardware.driver.gnmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.GetRequest;
import com.github.gnmi.proto.SubscriptionList;
import com.github.gnmi.proto.TypedValue;
import com.github.gnmi.proto.Update;
import com.sun.net.httpserver.HttpServer;
import io.grpc.Status;
import io.palebluedot.hardware.TestConfig;
import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.trust.Pins;
import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GnmiClientTest {

    private static final GnmiPath MTU = GnmiPath.parse("/interfaces/interface[name=e1]/state/mtu");
    private static final Leaf MTU_9100 = new Leaf(MTU, GnmiValue.of(9100));

    @TempDir
    static Path folder;

    private static Certificate certificate;
    private static Certificate other;

    private final List<GnmiClients> started = new ArrayList<>();
    private FakeTarget target;
    private Bmc bmc;

    @BeforeAll
    static void makeCertificates() throws Exception {
        certificate = Certificate.make(folder, "first");
        other = Certificate.make(folder, "second");
    }

    @BeforeEach
    void startTarget() throws Exception {
        target = new FakeTarget(certificate, 0);
        bmc = bmc("right");
    }

    @AfterEach
    void stopTarget() {
        started.forEach(clients -> clients.stop(new ShutdownEvent()));
        target.close();
    }

    private Bmc bmc(String password) {
        return new Bmc(new HostPort("127.0.0.1", target.port()), List.of("gnmi"), new Login("admin", password));
    }

    private GnmiClients clients(String... settings) {
        var all = new HashMap<String, String>();
        for (int i = 0; i < settings.length; i += 2) {
            all.put("pbd.hardware.gnmi." + settings[i], settings[i + 1]);
        }
        var config = TestConfig.with(all);
        var clients = new GnmiClients(new AllowedAddresses(config), config);
        started.add(clients);
        return clients;
    }

    private static GnmiDriver driver(GnmiClients clients) {
        return new GnmiDriver(clients, TestConfig.with(Map.of()));
    }

    private static <T> T done(Uni<T> uni) {
        return uni.await().atMost(Duration.ofSeconds(20));
    }

    private static BmcFailure failure(Uni<?> uni) {
        var failure = catchThrowableOfType(BmcFailure.class, () -> done(uni));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static List<Update> mtuInJson(GetRequest request) {
        return List.of(FakeTarget.json(FakeTarget.path(request), "9100"));
    }

    private static RuntimeException refusal(Status status, String text) {
        return status.withDescription(text).asRuntimeException();
    }

    @Test
    void aTargetIsGreetedWithoutALoginEvenWhenItWantsOne() {
        target.login = Status.UNAUTHENTICATED;
        done(driver(clients()).greet(bmc));
        assertThat(target.users).containsExactly("null:null");
        await().untilAsserted(() -> assertThat(target.connections).hasValue(0));
    }

    @Test
    void theLoginTravelsAsMetadataOverOneConnection() {
        target.login = Status.UNAUTHENTICATED;
        var clients = clients();
        done(driver(clients).logIn(bmc));
        done(clients.of(bmc).read(MTU));
        assertThat(target.users).isNotEmpty().containsOnly("admin:right");
        assertThat(target.connections).hasValue(1);
        clients.forget(bmc);
        await().untilAsserted(() -> assertThat(target.connections).hasValue(0));
        assertThat(failure(driver(clients()).logIn(bmc("wrong"))).kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void aWrongLoginIsFoundOutThoughCapabilitiesAreToldToAnybody() {
        target.loginOfGet = Status.PERMISSION_DENIED;
        assertThat(failure(driver(clients()).logIn(bmc("wrong"))).kind()).isEqualTo(Kind.UNAUTHORIZED);
    }

    @Test
    void aTargetWithoutTheHostnameStillTakesTheLogin() {
        target.tree = request -> {
            throw refusal(Status.INTERNAL, "no such thing");
        };
        done(driver(clients()).logIn(bmc));
    }

    @Test
    void readsInJsonOfTheIetfWhereTheTargetHasIt() {
        target.advertised = List.of(Encoding.ASCII, Encoding.JSON, Encoding.JSON_IETF);
        target.tree = GnmiClientTest::mtuInJson;
        assertThat(done(clients().of(bmc).read(MTU))).containsExactly(MTU_9100);
        assertThat(target.gets).extracting(GetRequest::getEncoding).containsExactly(Encoding.JSON_IETF);
        assertThat(target.gets.getFirst().hasPrefix()).isFalse();
    }

    @Test
    void fallsBackWhereTheAdvertisedEncodingIsRefusedAndRemembersIt() {
        target.advertised = List.of(Encoding.JSON_IETF, Encoding.PROTO);
        target.tree = request -> {
            if (request.getEncoding() != Encoding.PROTO) {
                throw refusal(Status.UNIMPLEMENTED, "unsupported encoding");
            }
            return List.of(FakeTarget.update(
                    FakeTarget.path(request),
                    TypedValue.newBuilder().setUintVal(9100).build()));
        };
        var client = clients().of(bmc);
        assertThat(done(client.read(MTU))).containsExactly(MTU_9100);
        assertThat(done(client.read(MTU))).containsExactly(MTU_9100);
        assertThat(target.gets)
                .extracting(GetRequest::getEncoding)
                .containsExactly(Encoding.JSON_IETF, Encoding.PROTO, Encoding.PROTO);
    }

    @Test
    void fallsBackWhereTheAdvertisedEncodingComesBroken() {
        target.advertised = List.of(Encoding.JSON_IETF, Encoding.ASCII);
        target.tree = request -> List.of(
                request.getEncoding() == Encoding.ASCII
                        ? FakeTarget.update(
                                FakeTarget.path(request),
                                TypedValue.newBuilder().setAsciiVal("9100").build())
                        : FakeTarget.json(FakeTarget.path(request), "{broken"));
        assertThat(done(clients().of(bmc).read(MTU)))
                .extracting(l -> l.value().asWhole())
                .containsExactly(9100L);
        assertThat(target.gets).extracting(GetRequest::getEncoding).containsExactly(Encoding.JSON_IETF, Encoding.ASCII);
    }

    @Test
    void theFirstRefusalIsToldWhenNoEncodingHelps() {
        target.tree = request -> {
            throw refusal(Status.INVALID_ARGUMENT, "bad path in " + request.getEncoding());
        };
        var failure = failure(clients().of(bmc).read(MTU));
        assertThat(failure.kind()).isEqualTo(Kind.INVALID);
        assertThat(failure.text()).contains("bad path in JSON_IETF");
        assertThat(target.gets).hasSize(4);
    }

    @Test
    void aTargetThatDemandsItsNameInThePrefixGetsItEverAfter() {
        target.tree = request -> {
            if (request.getPrefix().getTarget().isEmpty()) {
                throw refusal(Status.UNIMPLEMENTED, "Empty target data not supported");
            }
            return mtuInJson(request);
        };
        var client = clients().of(bmc);
        assertThat(done(client.read(MTU))).containsExactly(MTU_9100);
        done(client.set(List.of(new Change.Update(MTU, GnmiValue.of(1500)))));
        assertThat(target.gets).extracting(r -> r.getPrefix().getTarget()).containsExactly("", "OC-YANG");
        assertThat(target.sets).extracting(r -> r.getPrefix().getTarget()).containsExactly("OC-YANG");
    }

    @Test
    void anEmptyNotificationAndAnUnknownPathAreBothAbsent() {
        assertThat(done(clients().of(bmc).read(MTU))).isEmpty();
        target.tree = request -> {
            throw refusal(Status.NOT_FOUND, "no such path");
        };
        assertThat(done(clients().of(bmc).read(MTU))).isEmpty();
    }

    @Test
    void aTargetWithoutGetIsReadByASubscriptionThatEnds() {
        target.tree = request -> {
            throw refusal(Status.UNIMPLEMENTED, "method Get not implemented");
        };
        target.stream = (request, answers) -> {
            answers.onNext(FakeTarget.told(FakeTarget.json("/interfaces/interface[name=e1]/state/mtu", "9100")));
            answers.onNext(FakeTarget.synced());
        };
        var client = clients().of(bmc);
        assertThat(done(client.read(MTU))).containsExactly(MTU_9100);
        assertThat(done(client.read(MTU))).containsExactly(MTU_9100);
        assertThat(target.gets).hasSize(1);
        assertThat(target.subscriptions)
                .hasSize(2)
                .allMatch(s -> s.getSubscribe().getMode() == SubscriptionList.Mode.ONCE);
    }

    @Test
    void aTargetThatHangsIsLeftAfterTheDeadline() {
        var client = clients("call-timeout", "PT0.5S").of(bmc);
        done(client.capabilities());
        target.hangs = true;
        assertThat(failure(client.read(MTU)).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void anAnswerThatIsTooLargeIsNotReadAndNotAskedForAgain() {
        target.tree = request -> List.of(FakeTarget.json(FakeTarget.path(request), "\"" + "x".repeat(100_000) + "\""));
        var failure = failure(clients("max-answer-bytes", "65536").of(bmc).read(MTU));
        assertThat(failure.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure.text()).startsWith("answer is larger");
        assertThat(target.gets).hasSize(1);
    }

    @Test
    void allPartsOfASetTravelInOneRequest() {
        done(clients()
                .of(bmc)
                .set(List.of(
                        new Change.Update(MTU, GnmiValue.of(1500)),
                        new Change.Replace(GnmiPath.parse("/a"), GnmiValue.of("b")),
                        new Change.Delete(GnmiPath.parse("/c")))));
        assertThat(target.sets).hasSize(1);
        var set = target.sets.getFirst();
        assertThat(set.getUpdateList()).containsExactly(FakeTarget.json(MTU.toString(), "1500"));
        assertThat(set.getReplaceList()).containsExactly(FakeTarget.json("/a", "\"b\""));
        assertThat(set.getDeleteList()).containsExactly(NotificationReader.wire(GnmiPath.parse("/c")));
    }

    @Test
    void aCertificateThatChangesIsNotTrustedAnyMore() throws Exception {
        var clients = clients();
        done(clients.of(bmc).capabilities());
        int port = target.port();
        target.close();
        target = new FakeTarget(other, port);
        var failure = failure(clients.of(bmc).capabilities());
        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
        assertThat(failure.text()).contains("is not the pinned one");
        assertThat(target.users).isEmpty();
    }

    @Test
    void aConfiguredFingerprintIsTheOnlyOneTrusted() throws Exception {
        String name = "pins.\"127.0.0.1:" + target.port() + "\"";
        done(clients(name, Pins.fingerprint(certificate.certificate())).of(bmc).capabilities());
        assertThat(failure(clients(name, Pins.fingerprint(other.certificate()))
                                .of(bmc)
                                .capabilities())
                        .text())
                .contains("is not the pinned one");
    }

    @Test
    void authoritiesAreThoseOfTheFileOrOfTheSystem() {
        done(clients("trust", "ca-file", "ca-file", certificate.pem().toString())
                .of(bmc)
                .capabilities());
        assertThat(failure(clients("trust", "ca-file", "ca-file", other.pem().toString())
                                .of(bmc)
                                .capabilities())
                        .kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(failure(clients("trust", "system").of(bmc).capabilities()).kind())
                .isEqualTo(Kind.UNREACHABLE);
        assertThat(target.users).hasSize(1);
    }

    @Test
    void plainTextIsSpokenOnlyWhereItIsAllowed() throws Exception {
        try (var plain = new FakeTarget(null, 0)) {
            var address = new HostPort("127.0.0.1", plain.port());
            var config = TestConfig.with(Map.of());
            for (boolean allowed : List.of(true, false)) {
                var wire = new GnmiWire(new AllowedAddresses(config), new GnmiLines(config.gnmi()), address, allowed);
                var client = new GnmiClient(wire, bmc.login(), config.gnmi(), Duration.ofSeconds(5));
                if (allowed) {
                    assertThat(done(client.capabilities()).version()).isEqualTo("0.10.0");
                } else {
                    assertThat(failure(client.capabilities()).kind()).isEqualTo(Kind.UNREACHABLE);
                }
                client.close();
            }
            assertThat(plain.users).hasSize(1);
        }
    }

    @Test
    void aTargetThatComesBackIsReachedAtOnce() throws Exception {
        var client = clients().of(bmc);
        done(client.capabilities());
        int port = target.port();
        target.close();
        assertThat(failure(client.capabilities()).kind()).isEqualTo(Kind.UNREACHABLE);
        target = new FakeTarget(certificate, port);
        done(client.capabilities());
    }

    @Test
    void aForgottenClientOpensNothingAnyMore() {
        var clients = clients();
        var client = clients.of(bmc);
        clients.forget(bmc);
        assertThat(failure(client.capabilities()).text()).contains("given up");
        assertThat(target.connections).hasValue(0);
    }

    @Test
    void addressesOutsideTheAllowedNetworksAreNotTalkedTo() {
        var elsewhere = new Bmc(new HostPort("192.0.2.1", 9339), List.of("gnmi"), bmc.login());
        assertThat(failure(clients().of(elsewhere).capabilities()).kind()).isEqualTo(Kind.REFUSED);
    }

    @Test
    void asAFurtherProtocolItHasItsOwnPort() {
        var server = new Bmc(new HostPort("127.0.0.1", 443), List.of("redfish", "gnmi"), bmc.login());
        assertThat(clients().target(server)).isEqualTo(new HostPort("127.0.0.1", 9339));
        assertThat(clients().target(bmc)).isEqualTo(bmc.address());
    }

    @Test
    void aStreamTellsWhatChangesAndEndsWhenCancelled() {
        target.stream = (request, answers) -> {
            answers.onNext(FakeTarget.told(FakeTarget.json(MTU.toString(), "9100")));
            answers.onNext(FakeTarget.synced());
            answers.onNext(FakeTarget.told(FakeTarget.json(MTU.toString(), "1500")));
        };
        var told = clients()
                .of(bmc)
                .follow(List.of(MTU), new Rhythm.OnChange())
                .select()
                .first(2)
                .collect()
                .asList()
                .await()
                .atMost(Duration.ofSeconds(10));
        assertThat(told)
                .flatExtracting(GnmiNotification::leaves)
                .containsExactly(MTU_9100, new Leaf(MTU, GnmiValue.of(1500)));
    }

    @Test
    void aStreamFallsBackFromARefusedEncodingToo() {
        target.stream = (request, answers) -> {
            if (request.getSubscribe().getEncoding() == Encoding.JSON_IETF) {
                answers.onError(refusal(Status.INVALID_ARGUMENT, "unsupported encoding"));
            } else {
                answers.onNext(FakeTarget.told(FakeTarget.json(MTU.toString(), "9100")));
            }
        };
        var told = clients()
                .of(bmc)
                .follow(List.of(MTU), new Rhythm.Sample(Duration.ofSeconds(1)))
                .toUni();
        assertThat(done(told).leaves()).containsExactly(MTU_9100);
        assertThat(target.subscriptions
                        .getLast()
                        .getSubscribe()
                        .getSubscription(0)
                        .getSampleInterval())
                .isEqualTo(1_000_000_000L);
    }

    @Test
    void samplesThatStopAreATimeout() {
        target.stream = (request, answers) -> answers.onNext(FakeTarget.told(FakeTarget.json(MTU.toString(), "9100")));
        var all = clients("call-timeout", "PT0.6S")
                .of(bmc)
                .follow(List.of(MTU), new Rhythm.Sample(Duration.ofMillis(200)))
                .collect()
                .asList();
        assertThat(failure(all).kind()).isEqualTo(Kind.TIMEOUT);
    }

    @Test
    void aStreamThatDoesNotBeginIsATimeoutAndOneThatIsSilentLaterIsNot() {
        target.stream = (request, answers) -> {};
        var client = clients("call-timeout", "PT0.5S").of(bmc);
        assertThat(failure(client.follow(List.of(MTU), new Rhythm.OnChange()).toUni())
                        .kind())
                .isEqualTo(Kind.TIMEOUT);

        target.stream = (request, answers) -> {
            answers.onNext(FakeTarget.synced());
            CompletableFuture.delayedExecutor(1200, TimeUnit.MILLISECONDS)
                    .execute(() -> answers.onNext(FakeTarget.told(FakeTarget.json(MTU.toString(), "9100"))));
        };
        assertThat(done(client.follow(List.of(MTU), new Rhythm.OnChange()).toUni())
                        .leaves())
                .containsExactly(MTU_9100);
    }

    @Test
    void aSetThatIsRefusedInOneEncodingIsTriedInTheNextWhileReadsKeepTheirs() {
        target.advertised = List.of(Encoding.JSON_IETF, Encoding.PROTO);
        target.tree = GnmiClientTest::mtuInJson;
        target.refusedSets = Encoding.JSON_IETF;
        var client = clients().of(bmc);
        done(client.read(MTU));
        done(client.set(List.of(new Change.Update(MTU, GnmiValue.of(1500)))));
        done(client.read(MTU));
        assertThat(target.sets)
                .extracting(s -> s.getUpdate(0).getVal().getValueCase())
                .containsExactly(TypedValue.ValueCase.JSON_IETF_VAL, TypedValue.ValueCase.UINT_VAL);
        assertThat(target.gets).extracting(GetRequest::getEncoding).containsOnly(Encoding.JSON_IETF);
    }

    @Test
    void aWebServerIsNoTarget() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        var web = new Bmc(new HostPort("127.0.0.1", server.getAddress().getPort()), List.of("gnmi"), bmc.login());
        assertThat(failure(driver(clients()).greet(web)).kind()).isIn(Kind.UNREACHABLE, Kind.MALFORMED, Kind.TIMEOUT);
        server.stop(0);
    }
}
