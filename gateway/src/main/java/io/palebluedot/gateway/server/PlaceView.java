package io.palebluedot.gateway.server;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.inventory.v1.Place;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a server stands. */
@Schema(name = "Place")
public record PlaceView(
        @Nullable @Size(max = 128) String site,
        @Nullable @Size(max = 128) String room,
        @Nullable @Size(max = 128) String rack,
        @Nullable @Min(1) @Max(100) Integer rackUnit,
        @Nullable @Size(max = 128) String pduFeed,
        @Nullable @Size(max = 128) String leafSwitch) {

    static PlaceView of(Place p) {
        return new PlaceView(
                Wire.text(p.getSite()),
                Wire.text(p.getRoom()),
                Wire.text(p.getRack()),
                Wire.known(p.getRackUnit()),
                Wire.text(p.getPduFeed()),
                Wire.text(p.getLeafSwitch()));
    }

    Place proto() {
        return Place.newBuilder()
                .setSite(Wire.orEmpty(site))
                .setRoom(Wire.orEmpty(room))
                .setRack(Wire.orEmpty(rack))
                .setRackUnit(rackUnit == null ? 0 : rackUnit)
                .setPduFeed(Wire.orEmpty(pduFeed))
                .setLeafSwitch(Wire.orEmpty(leafSwitch))
                .build();
    }
}
