package io.palebluedot.inventory.inspection;

import static io.palebluedot.inventory.inspection.Told.or;
import static io.palebluedot.inventory.inspection.Told.text;

import io.palebluedot.events.ServerEvent;
import io.palebluedot.inventory.catalogue.Catalogue;
import io.palebluedot.inventory.catalogue.GpuModel;
import io.palebluedot.inventory.machine.GpuFacts;
import org.jspecify.annotations.Nullable;

/** Completes what a BMC tells of a GPU: what it tells wins, the catalogue fills, a former inspection's value stays where both are silent. */
final class Enricher {

    private Enricher() {}

    static GpuFacts complete(ServerEvent.Gpu told, @Nullable GpuFacts former, Catalogue catalogue) {
        String model = or(text(told.model()), former == null ? null : former.model());
        var known = catalogue.gpu(model);
        Long memory = positive(told.memoryBytes());
        return new GpuFacts(
                told.index(),
                or(text(told.slot()), former == null ? null : former.slot()),
                or(text(told.manufacturer()), former == null ? null : former.manufacturer()),
                model,
                or(text(told.serial()), former == null ? null : former.serial()),
                or(text(told.partNumber()), former == null ? null : former.partNumber()),
                or(text(told.uuid()), former == null ? null : former.uuid()),
                or(text(told.pciAddress()), former == null ? null : former.pciAddress()),
                or(memory, known.map(GpuModel::memoryBytes).orElse(former == null ? null : former.memoryBytes())),
                known.map(GpuModel::architecture).orElse(null),
                known.map(GpuModel::tdpWatts).orElse(null),
                former == null ? null : former.nvlinkDomain(),
                or(text(told.firmwareVersion()), former == null ? null : former.firmwareVersion()),
                or(told.powerLimitWatts(), former == null ? null : former.powerLimit()),
                or(told.powerLimitMinWatts(), former == null ? null : former.powerLimitMin()),
                or(told.powerLimitMaxWatts(), former == null ? null : former.powerLimitMax()),
                or(told.memoryClockMhz(), former == null ? null : former.memoryClockMhz()),
                false);
    }

    private static @Nullable Long positive(@Nullable Long bytes) {
        return bytes != null && bytes > 0 ? bytes : null;
    }
}
