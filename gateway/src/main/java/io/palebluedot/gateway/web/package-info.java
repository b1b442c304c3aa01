/** What all routes share: envelope, problems, paging, entity tags, strict JSON. */
@NullMarked
package io.palebluedot.gateway.web;

import org.jspecify.annotations.NullMarked;
