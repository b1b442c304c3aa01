/** What the OpenAPI document says beside the routes. */
@NullMarked
package io.palebluedot.gateway.document;

import org.jspecify.annotations.NullMarked;
