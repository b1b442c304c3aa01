/** Signing in; users, projects, quotas, API tokens. */
@NullMarked
package io.palebluedot.gateway.people;

import org.jspecify.annotations.NullMarked;
