/** What wakes workflows besides time: the end of hardware operations, changes of Workflow objects. */
@NullMarked
package io.palebluedot.workflow.wake;

import org.jspecify.annotations.NullMarked;
