package io.palebluedot.hardware.driver.gnmi;

/** A leaf of a target's tree, at its canonical path. */
record Leaf(GnmiPath path, GnmiValue value) {}
