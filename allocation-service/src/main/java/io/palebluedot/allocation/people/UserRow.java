package io.palebluedot.allocation.people;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/** A user as Hibernate writes it; sign-in's own columns are not among its fields. */
@Entity
@Table(name = "app_user")
class UserRow {

    @Id
    UUID id;

    @Column(updatable = false)
    String name;

    @Column(name = "display_name")
    String displayName;

    String email;

    @Column(name = "password_hash")
    String passwordHash;

    String role;
    boolean disabled;

    @ElementCollection(fetch = FetchType.EAGER)
    @CollectionTable(name = "project_member", joinColumns = @JoinColumn(name = "user_id"))
    @Column(name = "project_id")
    Set<UUID> projectIds = new LinkedHashSet<>();

    @Version
    long version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate, which fills the fields itself. */
    @SuppressWarnings("NullAway.Init")
    protected UserRow() {}

    UserRow(UUID id, String name, String passwordHash, String role, Instant now) {
        this.id = id;
        this.name = name;
        this.displayName = "";
        this.email = "";
        this.passwordHash = passwordHash;
        this.role = role;
        this.createdAt = now;
        this.updatedAt = now;
    }
}
