/** Requests to hosts that nobody trusts: bounded in size and time, without redirects. */
@NullMarked
package io.palebluedot.hardware.http;

import org.jspecify.annotations.NullMarked;
