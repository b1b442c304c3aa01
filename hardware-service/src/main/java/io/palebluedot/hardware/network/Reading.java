package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.SwitchReader.Neighbour;
import io.palebluedot.hardware.driver.SwitchReader.Optic;
import io.palebluedot.hardware.driver.SwitchReader.Platform;
import io.palebluedot.hardware.driver.SwitchReader.SwitchInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a switch told when it was asked for everything; null is a part that it refused, and {@code gaps} says why. */
record Reading(
        @Nullable Platform platform,
        @Nullable List<SwitchInterface> interfaces,
        @Nullable List<Optic> optics,
        @Nullable List<Neighbour> neighbours,
        List<String> gaps) {}
