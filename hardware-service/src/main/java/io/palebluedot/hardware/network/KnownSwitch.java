package io.palebluedot.hardware.network;

import io.palebluedot.hardware.driver.Bmc;
import java.util.UUID;

/** A registered switch and how to reach it. */
record KnownSwitch(UUID id, String name, Bmc bmc) {}
