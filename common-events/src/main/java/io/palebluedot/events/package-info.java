/** The facts that services tell each other: sealed event records per domain, their CloudEvents envelope and their subjects. */
@NullMarked
package io.palebluedot.events;

import org.jspecify.annotations.NullMarked;
