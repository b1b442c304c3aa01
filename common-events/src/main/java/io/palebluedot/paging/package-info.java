/** Lists by key set: stable cursors, checked sort orders, totals. */
@NullMarked
package io.palebluedot.paging;

import org.jspecify.annotations.NullMarked;
