/** Plain values to protocol buffers' Struct and Timestamp and back. */
@NullMarked
package io.palebluedot.workflow.struct;

import org.jspecify.annotations.NullMarked;
