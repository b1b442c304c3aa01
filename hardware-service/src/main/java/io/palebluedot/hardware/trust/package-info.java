/** Certificates that nobody signed: the first one that a device shows is its own from then on. */
@org.jspecify.annotations.NullMarked
package io.palebluedot.hardware.trust;
