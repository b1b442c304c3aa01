/** Provisioning templates: versions, strict rendering, and the checks that nothing dangerous passes. */
@NullMarked
package io.palebluedot.workflow.template;

import org.jspecify.annotations.NullMarked;
