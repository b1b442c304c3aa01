/** What an Xid means: a versioned catalogue that operators can override. */
@NullMarked
package io.palebluedot.alert.xid;

import org.jspecify.annotations.NullMarked;
