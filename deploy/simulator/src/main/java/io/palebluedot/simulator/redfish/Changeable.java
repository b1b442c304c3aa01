package io.palebluedot.simulator.redfish;

import java.util.Set;

/** Plain properties that a PATCH may change on any resource that has them. */
final class Changeable {

    static final Set<String> PROPERTIES = Set.of("AssetTag", "IndicatorLED", "LocationIndicatorActive");

    private Changeable() {}
}
