package io.palebluedot.hardware.credential;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of a named BMC user. */
@Entity
@Table(name = "credential")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields.
public class StoredLogin extends PanacheEntityBase {

    @Id
    public UUID id;

    @Column(nullable = false, unique = true)
    public String name;

    @Column(nullable = false)
    public String username;

    @Column(name = "key_id", nullable = false)
    public String keyId;

    @Column(nullable = false)
    public byte[] secret;

    @Column(name = "updated_at", nullable = false)
    public Instant updatedAt;
}
