package io.palebluedot.hardware.network;

import com.google.protobuf.Timestamp;
import io.palebluedot.hardware.operation.OperationProto;
import io.palebluedot.proto.hardware.v1.Link;
import io.palebluedot.proto.hardware.v1.Neighbour;
import io.palebluedot.proto.hardware.v1.OpticLane;
import io.palebluedot.proto.hardware.v1.Switch;
import io.palebluedot.proto.hardware.v1.SwitchInterface;
import io.palebluedot.proto.hardware.v1.SwitchOptic;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows as callers see them; an absent fact is an empty field. */
final class SwitchProto {

    private SwitchProto() {}

    static Switch of(Row row) {
        var proto = Switch.newBuilder()
                .setId(row.getUUID("id").toString())
                .setName(row.getString("name"))
                .setAddress(row.getString("address"))
                .setUsername(row.getString("username"))
                .setHostname(text(row, "hostname"))
                .setManufacturer(text(row, "manufacturer"))
                .setModel(text(row, "model"))
                .setSerial(text(row, "serial"))
                .setSoftwareVersion(text(row, "software_version"))
                .setCauseCode(text(row, "cause_code"))
                .setCause(text(row, "cause"))
                .addAllGaps(List.of(row.getArrayOfStrings("gaps")));
        given(row.getBoolean("reachable"), proto::setReachable);
        given(time(row, "boot_time"), proto::setBootTime);
        given(time(row, "created_at"), proto::setCreatedAt);
        given(time(row, "seen_at"), at -> proto.setSeenAt(at).setAgeSeconds(age(at)));
        return proto.build();
    }

    static SwitchInterface port(Row row) {
        var proto = SwitchInterface.newBuilder()
                .setName(row.getString("name"))
                .setAdminStatus(text(row, "admin_status"))
                .setOperStatus(text(row, "oper_status"))
                .setDescription(text(row, "description"))
                .setMacAddress(text(row, "mac"));
        given(row.getBoolean("enabled"), proto::setEnabled);
        given(row.getLong("speed"), proto::setSpeedBitsPerSecond);
        given(row.getInteger("mtu"), proto::setMtu);
        given(row.getInteger("access_vlan"), proto::setAccessVlan);
        given(time(row, "seen_at"), at -> proto.setSeenAt(at).setAgeSeconds(age(at)));
        row.get(JsonObject.class, "counters").forEach(counter -> {
            if (counter.getValue() instanceof Number total) {
                proto.putCounters(counter.getKey(), total.longValue());
            }
        });
        if (row.getString("optic") != null) {
            proto.setOptic(optic(row));
        }
        return proto.build();
    }

    private static SwitchOptic optic(Row row) {
        var proto = SwitchOptic.newBuilder()
                .setName(row.getString("optic"))
                .setVendor(text(row, "vendor"))
                .setPartNumber(text(row, "part_number"))
                .setSerial(text(row, "serial"));
        given(row.getBoolean("present"), proto::setPresent);
        given(row.getDouble("temperature_celsius"), proto::setTemperatureCelsius);
        for (Object lane : row.get(JsonArray.class, "lanes")) {
            if (lane instanceof JsonObject told) {
                proto.addLanes(lane(told));
            }
        }
        return proto.build();
    }

    private static OpticLane lane(JsonObject told) {
        var proto = OpticLane.newBuilder().setIndex(told.getInteger("index"));
        given(told.getDouble("rx"), proto::setRxPowerDbm);
        given(told.getDouble("tx"), proto::setTxPowerDbm);
        given(told.getDouble("bias"), proto::setBiasMilliamps);
        return proto.build();
    }

    static Neighbour neighbour(Row row) {
        var proto = Neighbour.newBuilder()
                .setPort(row.getString("port"))
                .setChassisId(text(row, "chassis_id"))
                .setPortId(text(row, "port_id"))
                .setPortDescription(text(row, "port_description"))
                .setSystemName(text(row, "system_name"));
        given(time(row, "seen_at"), proto::setSeenAt);
        return proto.build();
    }

    static Link link(Row row) {
        var proto = Link.newBuilder()
                .setServerId(row.getUUID("server_id").toString())
                .setNic(text(row, "nic"))
                .setMac(text(row, "mac"))
                .setSwitchId(row.getUUID("switch_id").toString())
                .setSwitchName(row.getString("switch_name"))
                .setPort(row.getString("port"))
                .setState(text(row, "oper_status"))
                .setEvidence(row.getString("evidence"));
        given(row.getLong("speed"), proto::setSpeedBitsPerSecond);
        given(time(row, "since"), proto::setSince);
        return proto.build();
    }

    private static String text(Row row, String column) {
        return Objects.requireNonNullElse(row.getString(column), "");
    }

    private static @Nullable Timestamp time(Row row, String column) {
        var at = row.getOffsetDateTime(column);
        return at == null ? null : OperationProto.time(at.toInstant());
    }

    private static long age(Timestamp at) {
        return Math.max(
                0,
                Duration.between(Instant.ofEpochSecond(at.getSeconds(), at.getNanos()), Instant.now())
                        .toSeconds());
    }

    private static <T> void given(@Nullable T value, Consumer<T> setter) {
        if (value != null) {
            setter.accept(value);
        }
    }
}
