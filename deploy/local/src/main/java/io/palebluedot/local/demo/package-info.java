/** The main job, run through the public REST API. */
@NullMarked
package io.palebluedot.local.demo;

import org.jspecify.annotations.NullMarked;
