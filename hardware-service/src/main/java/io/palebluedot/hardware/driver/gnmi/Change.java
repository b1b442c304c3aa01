package io.palebluedot.hardware.driver.gnmi;

/** One part of a Set; the parts of one Set happen all or not at all (gNMI specification 3.4.3). */
sealed interface Change {

    GnmiPath path();

    record Update(GnmiPath path, GnmiValue value) implements Change {}

    record Replace(GnmiPath path, GnmiValue value) implements Change {}

    record Delete(GnmiPath path) implements Change {}
}
