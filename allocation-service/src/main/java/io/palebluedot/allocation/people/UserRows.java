package io.palebluedot.allocation.people;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Writes users. */
@ApplicationScoped
class UserRows implements PanacheRepositoryBase<UserRow, UUID> {}
