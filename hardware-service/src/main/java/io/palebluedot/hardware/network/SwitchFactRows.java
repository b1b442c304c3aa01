package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.SwitchReader.Lane;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.driver.SwitchReader.Optic;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a switch told, as rows for {@code jsonb_to_recordset}. */
final class SwitchFactRows {

    private SwitchFactRows() {}

    static JsonArray interfaces(List<SwitchInterface> told) {
        var rows = new JsonArray();
        for (var i : told) {
            rows.add(new JsonObject()
                    .put("name", text(i.name()))
                    .put("enabled", i.enabled())
                    .put("admin_status", text(i.adminStatus()))
                    .put("oper_status", text(i.operStatus()))
                    .put("speed", i.speedBitsPerSecond())
                    .put("mtu", i.mtu())
                    .put("description", text(i.description()))
                    .put("mac", text(i.macAddress()))
                    .put("access_vlan", i.accessVlan())
                    .put("transceiver", text(i.transceiver()))
                    .put("counters", new JsonObject(java.util.Map.copyOf(i.counters()))));
        }
        return rows;
    }

    static JsonArray optics(List<Optic> told) {
        var rows = new JsonArray();
        for (var o : told) {
            var lanes = new JsonArray();
            o.lanes().forEach(lane -> lanes.add(lane(lane)));
            rows.add(new JsonObject()
                    .put("name", text(o.name()))
                    .put("present", o.present())
                    .put("vendor", text(o.vendor()))
                    .put("part_number", text(o.partNumber()))
                    .put("serial", text(o.serialNumber()))
                    .put("temperature_celsius", finite(o.temperatureCelsius()))
                    .put("lanes", lanes));
        }
        return rows;
    }

    private static JsonObject lane(Lane lane) {
        return new JsonObject()
                .put("index", lane.index())
                .put("rx", finite(lane.rxPowerDbm()))
                .put("tx", finite(lane.txPowerDbm()))
                .put("bias", finite(lane.biasMilliamps()));
    }

    static JsonArray neighbours(List<Neighbour> told) {
        var rows = new JsonArray();
        for (var n : told) {
            rows.add(new JsonObject()
                    .put("place", rows.size())
                    .put("port", text(n.localPort()))
                    .put("chassis_id", text(n.chassisId()))
                    .put("port_id", text(n.portId()))
                    .put("port_description", text(n.portDescription()))
                    .put("system_name", text(n.systemName())));
        }
        return rows;
    }

    /** Without NUL, which LLDP agents pad with and jsonb does not take. */
    private static @Nullable String text(@Nullable String told) {
        return told == null ? null : told.replace("\0", "");
    }

    private static @Nullable Double finite(@Nullable Double told) {
        return told == null || !Double.isFinite(told) ? null : told;
    }
}
