/** Passwords and the tokens that every service verifies. */
@NullMarked
package io.palebluedot.allocation.signin;

import org.jspecify.annotations.NullMarked;
