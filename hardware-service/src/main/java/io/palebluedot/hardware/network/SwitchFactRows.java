package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.SwitchReader.Lane;
import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.driver.SwitchReader.Optic;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What a switch told, as rows for {@code jsonb_to_recordset}. */
final class SwitchFactRows {

    private SwitchFactRows() {}

    static JsonArray interfaces(List<SwitchInterface> told) {
        var rows = new JsonArray();
        for (var i : told) {
            rows.add(new JsonObject()
                    .put("name", i.name())
                    .put("enabled", i.enabled())
                    .put("admin_status", i.adminStatus())
                    .put("oper_status", i.operStatus())
                    .put("speed", i.speedBitsPerSecond())
                    .put("mtu", i.mtu())
                    .put("description", i.description())
                    .put("mac", i.macAddress())
                    .put("access_vlan", i.accessVlan())
                    .put("transceiver", i.transceiver())
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
                    .put("name", o.name())
                    .put("present", o.present())
                    .put("vendor", o.vendor())
                    .put("part_number", o.partNumber())
                    .put("serial", o.serialNumber())
                    .put("temperature_celsius", o.temperatureCelsius())
                    .put("lanes", lanes));
        }
        return rows;
    }

    private static JsonObject lane(Lane lane) {
        return new JsonObject()
                .put("index", lane.index())
                .put("rx", lane.rxPowerDbm())
                .put("tx", lane.txPowerDbm())
                .put("bias", lane.biasMilliamps());
    }

    static JsonArray neighbours(List<Neighbour> told) {
        var rows = new JsonArray();
        for (var n : told) {
            rows.add(new JsonObject()
                    .put("place", rows.size())
                    .put("port", n.localPort())
                    .put("chassis_id", n.chassisId())
                    .put("port_id", n.portId())
                    .put("port_description", n.portDescription())
                    .put("system_name", n.systemName()));
        }
        return rows;
    }
}
