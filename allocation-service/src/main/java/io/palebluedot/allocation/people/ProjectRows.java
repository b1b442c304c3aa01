package io.palebluedot.allocation.people;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Writes projects. */
@ApplicationScoped
class ProjectRows implements PanacheRepositoryBase<ProjectRow, UUID> {}
