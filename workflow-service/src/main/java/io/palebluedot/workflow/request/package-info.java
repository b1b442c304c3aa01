/** What people and programs ask of workflows. */
@NullMarked
package io.palebluedot.workflow.request;

import org.jspecify.annotations.NullMarked;
