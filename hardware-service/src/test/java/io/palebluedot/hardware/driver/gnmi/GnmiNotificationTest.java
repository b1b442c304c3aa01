package io.palebluedot.hardware.driver.gnmi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.gnmi.proto.Decimal64;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.Notification;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.ScalarArray;
import com.github.gnmi.proto.TypedValue;
import com.github.gnmi.proto.Update;
import com.github.gnmi.proto.Value;
import com.google.protobuf.ByteString;
import io.palebluedot.hardware.driver.BmcFailure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GnmiNotificationTest {

    private final NotificationReader reader = new NotificationReader(1000);

    private static Update update(String path, TypedValue value) {
        return Update.newBuilder()
                .setPath(NotificationReader.wire(GnmiPath.parse(path)))
                .setVal(value)
                .build();
    }

    private static TypedValue ietf(String json) {
        return TypedValue.newBuilder()
                .setJsonIetfVal(ByteString.copyFromUtf8(json))
                .build();
    }

    private GnmiNotification read(Update... updates) {
        return reader.read(Notification.newBuilder()
                .setTimestamp(1_700_000_000_123_456_789L)
                .addAllUpdate(List.of(updates))
                .build());
    }

    private static Map<String, GnmiValue> byPath(GnmiNotification notification) {
        return notification.leaves().stream()
                .collect(Collectors.toMap(l -> l.path().toString(), Leaf::value));
    }

    @Test
    void everyTypeOfScalarKeepsItsType() {
        var leaves = byPath(read(
                update("/s", TypedValue.newBuilder().setStringVal("x").build()),
                update("/i", TypedValue.newBuilder().setIntVal(-5).build()),
                update("/u", TypedValue.newBuilder().setUintVal(-1L).build()),
                update("/b", TypedValue.newBuilder().setBoolVal(true).build()),
                update(
                        "/y",
                        TypedValue.newBuilder()
                                .setBytesVal(ByteString.copyFrom(new byte[] {1, 2}))
                                .build()),
                update("/f", TypedValue.newBuilder().setFloatVal(0.5f).build()),
                update("/d", TypedValue.newBuilder().setDoubleVal(-2.25).build()),
                update(
                        "/c",
                        TypedValue.newBuilder()
                                .setDecimalVal(
                                        Decimal64.newBuilder().setDigits(-1234).setPrecision(2))
                                .build()),
                update("/a", TypedValue.newBuilder().setAsciiVal("up").build()),
                update(
                        "/l",
                        TypedValue.newBuilder()
                                .setLeaflistVal(ScalarArray.newBuilder()
                                        .addElement(TypedValue.newBuilder().setUintVal(1))
                                        .addElement(TypedValue.newBuilder().setStringVal("two")))
                                .build()),
                update("/nothing", TypedValue.getDefaultInstance())));
        assertThat(leaves)
                .containsOnly(
                        Map.entry("/s", GnmiValue.of("x")),
                        Map.entry("/i", GnmiValue.of(-5)),
                        Map.entry("/u", new GnmiValue.Whole(new BigInteger("18446744073709551615"))),
                        Map.entry("/b", GnmiValue.of(true)),
                        Map.entry("/y", new GnmiValue.Bytes(ByteString.copyFrom(new byte[] {1, 2}))),
                        Map.entry("/f", new GnmiValue.Real(0.5)),
                        Map.entry("/d", new GnmiValue.Real(-2.25)),
                        Map.entry("/c", new GnmiValue.Decimal(new BigDecimal("-12.34"))),
                        Map.entry("/a", GnmiValue.of("up")),
                        Map.entry("/l", new GnmiValue.Many(List.of(GnmiValue.of(1), GnmiValue.of("two")))));
    }

    @Test
    void jsonTreesComeApartIntoLeavesWithTheKeysOfTheirLists() {
        var leaves = byPath(read(update("/openconfig-interfaces:interfaces", ietf("""
                {"openconfig-interfaces:interface":[
                  {"name":"Ethernet0","config":{"mtu":9100,"enabled":true},
                   "state":{"counters":{"in-octets":"18446744073709551615"},"temperature":1.5},
                   "subinterfaces":{"subinterface":[{"index":0,"state":{"@mtu":{"x":1},"mtu":null}},
                                                    {"index":7,"state":{"ifindex":9}}]}},
                  {"name":"Ethernet4","config":{"allowed":[1,"2..4"],"empty":[null]}}],
                 "plain":[{"v":1},{"id":"b","v":2}]}"""))));
        assertThat(leaves)
                .containsOnly(
                        Map.entry("/interfaces/interface[name=Ethernet0]/name", GnmiValue.of("Ethernet0")),
                        Map.entry("/interfaces/interface[name=Ethernet0]/config/mtu", GnmiValue.of(9100)),
                        Map.entry("/interfaces/interface[name=Ethernet0]/config/enabled", GnmiValue.of(true)),
                        Map.entry(
                                "/interfaces/interface[name=Ethernet0]/state/counters/in-octets",
                                GnmiValue.of("18446744073709551615")),
                        Map.entry(
                                "/interfaces/interface[name=Ethernet0]/state/temperature",
                                new GnmiValue.Decimal(new BigDecimal("1.5"))),
                        Map.entry(
                                "/interfaces/interface[name=Ethernet0]/subinterfaces/subinterface[index=0]/index",
                                GnmiValue.of(0)),
                        Map.entry(
                                "/interfaces/interface[name=Ethernet0]/subinterfaces/subinterface[index=7]/index",
                                GnmiValue.of(7)),
                        Map.entry(
                                "/interfaces/interface[name=Ethernet0]/subinterfaces/subinterface[index=7]/state/ifindex",
                                GnmiValue.of(9)),
                        Map.entry("/interfaces/interface[name=Ethernet4]/name", GnmiValue.of("Ethernet4")),
                        Map.entry(
                                "/interfaces/interface[name=Ethernet4]/config/allowed",
                                new GnmiValue.Many(List.of(GnmiValue.of(1), GnmiValue.of("2..4")))),
                        Map.entry("/interfaces/interface[name=Ethernet4]/config/empty", GnmiValue.of(true)),
                        Map.entry("/interfaces/plain[position=0]/v", GnmiValue.of(1)),
                        Map.entry("/interfaces/plain[id=b]/id", GnmiValue.of("b")),
                        Map.entry("/interfaces/plain[id=b]/v", GnmiValue.of(2)));
    }

    @Test
    void textThatIsANumberReadsAsOne() {
        assertThat(GnmiValue.of("9007199254740993").asWhole()).isEqualTo(9_007_199_254_740_993L);
        assertThat(GnmiValue.of("-3.25").asNumber()).isEqualTo(-3.25);
        assertThat(GnmiValue.of("18446744073709551615").asWhole()).isNull();
        assertThat(GnmiValue.of("1e9").asNumber()).isNull();
        assertThat(GnmiValue.of("true").asFlag()).isTrue();
        assertThat(GnmiValue.of("yes").asFlag()).isNull();
        assertThat(new GnmiValue.Real(Double.NaN).asNumber()).isNull();
    }

    @Test
    void pathsAndValuesOfOldTargetsAreRead() {
        var old = Update.newBuilder()
                .setPath(Path.newBuilder().addElement("interface[name=e1]").addElement("mtu"))
                .setValue(Value.newBuilder().setType(Encoding.JSON).setValue(ByteString.copyFromUtf8("1500")))
                .build();
        assertThat(byPath(read(old))).containsOnly(Map.entry("/interface[name=e1]/mtu", GnmiValue.of(1500)));
    }

    @Test
    void prefixTimestampDeletesAndAtomicAreKept() {
        var told = reader.read(Notification.newBuilder()
                .setTimestamp(1_700_000_000_123_456_789L)
                .setPrefix(NotificationReader.wire(GnmiPath.parse("openconfig:/oc-if:interfaces")))
                .addDelete(NotificationReader.wire(GnmiPath.parse("/interface[name=e1]")))
                .setAtomic(true)
                .build());
        assertThat(told.at()).isEqualTo(Instant.parse("2023-11-14T22:13:20.123456789Z"));
        assertThat(told.prefix()).isEqualTo(GnmiPath.parse("openconfig:/interfaces"));
        assertThat(told.deletes()).containsExactly(GnmiPath.parse("openconfig:/interfaces/interface[name=e1]"));
        assertThat(told.atomic()).isTrue();
    }

    @Test
    void jsonThatIsNoneIsMalformed() {
        for (String bad : List.of("", "{", "{} x", "[".repeat(100) + "]".repeat(100))) {
            assertThatThrownBy(() -> read(update("/x", ietf(bad))))
                    .isInstanceOfSatisfying(
                            BmcFailure.class, f -> assertThat(f.kind()).isEqualTo(BmcFailure.Kind.MALFORMED));
        }
    }

    @Test
    void moreLeavesThanAllowedAreNotKept() {
        String many = java.util.stream.IntStream.range(0, 1001)
                .mapToObj(i -> "\"l" + i + "\":1")
                .collect(Collectors.joining(",", "{", "}"));
        assertThatThrownBy(() -> read(update("/x", ietf(many))))
                .isInstanceOf(BmcFailure.class)
                .hasMessageContaining("1000 leaves");
    }

    @Test
    void aKeyThatOccursTwiceCarriesItsStepsName() {
        var leaf = new Leaf(
                GnmiPath.parse(
                        "/network-instances/network-instance[name=default]/protocols/protocol[name=bgp]/in-pkts"),
                GnmiValue.of(1));
        var series = Series.of(leaf, Instant.EPOCH);
        assertThat(series.name()).isEqualTo("network_instances/network_instance/protocols/protocol/in_pkts");
        assertThat(series.labels()).isEqualTo(Map.of("name", "default", "protocol_name", "bgp"));
    }

    @Test
    void whatIsKnownGrowsAndShrinksWithEveryNotification() {
        var known = new LastKnown(10);
        known.apply(read(
                update("/a/b[k=1]/x", TypedValue.newBuilder().setIntVal(1).build()),
                update("/a/b[k=2]/x", TypedValue.newBuilder().setIntVal(2).build()),
                update("/c", TypedValue.newBuilder().setIntVal(3).build())));
        known.apply(reader.read(Notification.newBuilder()
                .addDelete(NotificationReader.wire(GnmiPath.parse("/a/b[k=1]")))
                .addUpdate(update("/c", TypedValue.newBuilder().setIntVal(4).build()))
                .build()));
        assertThat(known.all())
                .containsExactlyInAnyOrder(
                        new Leaf(GnmiPath.parse("/a/b[k=2]/x"), GnmiValue.of(2)),
                        new Leaf(GnmiPath.parse("/c"), GnmiValue.of(4)));

        known.apply(reader.read(Notification.newBuilder()
                .setAtomic(true)
                .setPrefix(NotificationReader.wire(GnmiPath.parse("/a")))
                .addUpdate(update("/y", TypedValue.newBuilder().setIntVal(5).build()))
                .build()));
        assertThat(known.all())
                .containsExactlyInAnyOrder(
                        new Leaf(GnmiPath.parse("/c"), GnmiValue.of(4)),
                        new Leaf(GnmiPath.parse("/a/y"), GnmiValue.of(5)));
    }

    @Test
    void valuesToSetAreWrittenAsTheTargetReadsThem() {
        assertThat(TypedValues.write(GnmiValue.of(9100), Encoding.JSON_IETF)
                        .getJsonIetfVal()
                        .toStringUtf8())
                .isEqualTo("9100");
        assertThat(TypedValues.write(GnmiValue.of("a\"b"), Encoding.JSON)
                        .getJsonVal()
                        .toStringUtf8())
                .isEqualTo("\"a\\\"b\"");
        assertThat(TypedValues.write(GnmiValue.of(9100), Encoding.PROTO).getUintVal())
                .isEqualTo(9100);
        assertThat(TypedValues.write(GnmiValue.of(-1), Encoding.PROTO).getIntVal())
                .isEqualTo(-1);
        assertThat(TypedValues.write(GnmiValue.of(true), Encoding.ASCII).getAsciiVal())
                .isEqualTo("true");
    }
}
