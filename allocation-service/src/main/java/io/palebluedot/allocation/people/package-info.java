/** Users, projects and their quotas, and PeopleService on the wire. */
@NullMarked
package io.palebluedot.allocation.people;

import org.jspecify.annotations.NullMarked;
