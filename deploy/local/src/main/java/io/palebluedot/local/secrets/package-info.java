/** Keys and passwords of a local installation, made on first start. */
@NullMarked
package io.palebluedot.local.secrets;

import org.jspecify.annotations.NullMarked;
