package io.palebluedot.hardware.advisory;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Firmware of BMCs that is known to let people in without a login.
 *
 * @param id public name, such as a CVE's
 * @param vendor regular expression for the whole name of who made the BMC's service
 * @param firmware regular expression for the whole version text, whose first group is the version; null for the numbers it begins with
 * @param from first version concerned; null for all earlier ones
 * @param below first version that is good again
 */
@RegisterForReflection
record Advisory(
        @JsonProperty(required = true) String id,
        @JsonProperty(required = true) Pattern vendor,
        @Nullable Pattern firmware,
        @Nullable String from,
        @JsonProperty(required = true) String below,
        @JsonProperty(required = true) String text) {

    private static final Pattern NUMBERS = Pattern.compile("[^0-9]*([0-9]+(?:\\.[0-9]+)+).*");

    /** A sentence for people when the firmware is one of those. */
    Optional<String> about(BmcFirmware bmc) {
        if (bmc.vendors().stream().noneMatch(name -> vendor.matcher(name).matches())) {
            return Optional.empty();
        }
        var version = Objects.requireNonNullElse(firmware, NUMBERS).matcher(bmc.version());
        return version.matches() && within(version.group(1))
                ? Optional.of("BMC firmware " + bmc.version() + " lets people in without a login (" + id + "): " + text
                        + "; good from " + below)
                : Optional.empty();
    }

    /** Where a version is told too shortly to decide, nothing is claimed. */
    private boolean within(String version) {
        return Versions.below(version, below) && (from == null || !Versions.below(version, from));
    }
}
