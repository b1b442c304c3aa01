package io.palebluedot.gateway.network;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.OpticLane;
import io.palebluedot.proto.hardware.v1.SwitchInterface;
import io.palebluedot.proto.hardware.v1.SwitchOptic;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A port or logical interface of a switch. */
@Schema(name = "SwitchInterface")
record SwitchInterfaceView(
        String name,

        @Schema(description = "As configured") @Nullable Boolean enabled,

        @Schema(description = "UP, DOWN, TESTING") @Nullable String adminStatus,

        @Schema(description = "UP, DOWN, LOWER_LAYER_DOWN …") @Nullable
        String operStatus,

        @Nullable Long speedBitsPerSecond,

        @Schema(description = "Bytes") @Nullable Integer mtu,

        @Nullable String description,
        @Nullable String macAddress,

        @Schema(description = "Untagged VLAN of an access port") @Nullable
        Integer accessVlan,

        @Schema(description = "in_octets, out_errors …: totals since the switch cleared them")
        Map<String, Long> counters,

        @Nullable OpticView optic,
        @Nullable Instant seenAt,
        long ageSeconds) {

    /** The transceiver in a port. */
    @Schema(name = "SwitchOptic")
    public record OpticView(
            String name,
            @Nullable Boolean present,
            @Nullable String vendor,
            @Nullable String partNumber,
            @Nullable String serial,
            @Nullable Double temperatureCelsius,
            List<LaneView> lanes) {

        static OpticView of(SwitchOptic o) {
            return new OpticView(
                    o.getName(),
                    o.hasPresent() ? Boolean.valueOf(o.getPresent()) : null,
                    Wire.text(o.getVendor()),
                    Wire.text(o.getPartNumber()),
                    Wire.text(o.getSerial()),
                    o.hasTemperatureCelsius() ? Double.valueOf(o.getTemperatureCelsius()) : null,
                    o.getLanesList().stream().map(LaneView::of).toList());
        }
    }

    /** Light of one lane. */
    @Schema(name = "OpticLane")
    public record LaneView(
            int index,
            @Nullable Double rxPowerDbm,
            @Nullable Double txPowerDbm,
            @Nullable Double biasMilliamps) {

        static LaneView of(OpticLane l) {
            return new LaneView(
                    l.getIndex(),
                    l.hasRxPowerDbm() ? Double.valueOf(l.getRxPowerDbm()) : null,
                    l.hasTxPowerDbm() ? Double.valueOf(l.getTxPowerDbm()) : null,
                    l.hasBiasMilliamps() ? Double.valueOf(l.getBiasMilliamps()) : null);
        }
    }

    static SwitchInterfaceView of(SwitchInterface i) {
        return new SwitchInterfaceView(
                i.getName(),
                i.hasEnabled() ? Boolean.valueOf(i.getEnabled()) : null,
                Wire.text(i.getAdminStatus()),
                Wire.text(i.getOperStatus()),
                i.hasSpeedBitsPerSecond() ? Long.valueOf(i.getSpeedBitsPerSecond()) : null,
                i.hasMtu() ? Integer.valueOf(i.getMtu()) : null,
                Wire.text(i.getDescription()),
                Wire.text(i.getMacAddress()),
                i.hasAccessVlan() ? Integer.valueOf(i.getAccessVlan()) : null,
                i.getCountersMap(),
                i.hasOptic() ? OpticView.of(i.getOptic()) : null,
                Wire.instant(i.hasSeenAt(), i.getSeenAt()),
                i.getAgeSeconds());
    }
}
