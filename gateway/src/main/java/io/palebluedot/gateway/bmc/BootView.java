package io.palebluedot.gateway.bmc;

import io.palebluedot.gateway.web.Wire;
import io.palebluedot.proto.hardware.v1.BootOption;
import io.palebluedot.proto.hardware.v1.BootSettings;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Where a server boots from. */
@Schema(name = "Boot")
record BootView(
        String serverId,

        @Schema(description = "Redfish word: Pxe, Hdd, Cd, UefiHttp, BiosSetup, None …") @Nullable
        String target,

        @Schema(description = "Once, Continuous, Disabled") @Nullable
        String enabled,

        @Schema(description = "UEFI or Legacy") @Nullable String mode,
        List<String> allowedTargets,

        @Schema(description = "In the order that holds now; empty when the BMC tells none")
        List<OptionView> order,

        @Schema(description = "Ids in the order that holds after the next reset; empty when nothing waits")
        List<String> pendingOrder) {

    /** One thing to boot from. */
    @Schema(name = "BootOption")
    record OptionView(
            String id, @Nullable String name, @Nullable Boolean enabled) {

        static OptionView of(BootOption option) {
            return new OptionView(
                    option.getId(), Wire.text(option.getName()), option.hasEnabled() ? option.getEnabled() : null);
        }
    }

    static BootView of(BootSettings boot) {
        return new BootView(
                boot.getServerId(),
                Wire.text(boot.getTarget()),
                Wire.text(boot.getEnabled()),
                Wire.text(boot.getMode()),
                boot.getAllowedTargetsList(),
                boot.getOrderList().stream().map(OptionView::of).toList(),
                boot.getPendingOrderList());
    }
}
