/** Provisioning templates. */
@NullMarked
package io.palebluedot.gateway.template;

import org.jspecify.annotations.NullMarked;
