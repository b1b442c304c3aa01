package io.palebluedot.hardware.credential;

import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** Rows of named BMC users. */
@ApplicationScoped
class CredentialRepository implements PanacheRepositoryBase<StoredLogin, UUID> {

    /** The row, or null. */
    Uni<StoredLogin> named(String name) {
        return find("name", name).firstResult();
    }

    Uni<Long> deleteNamed(String name) {
        return delete("name", name);
    }
}
