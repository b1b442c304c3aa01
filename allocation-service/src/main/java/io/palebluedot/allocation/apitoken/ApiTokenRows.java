package io.palebluedot.allocation.apitoken;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Writes API tokens. */
@ApplicationScoped
class ApiTokenRows implements PanacheRepositoryBase<ApiTokenRow, UUID> {}
