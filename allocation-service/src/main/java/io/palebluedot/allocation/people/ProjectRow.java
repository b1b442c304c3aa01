package io.palebluedot.allocation.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A project as Hibernate writes it. */
@Entity
@Table(name = "project")
class ProjectRow {

    @Id
    UUID id;

    String name;
    String description;
    int weight;

    @Version
    long version;

    @Column(name = "created_at", updatable = false)
    Instant createdAt;

    @Column(name = "updated_at")
    Instant updatedAt;

    /** For Hibernate, which fills the fields itself. */
    @SuppressWarnings("NullAway.Init")
    protected ProjectRow() {}

    ProjectRow(UUID id, String name, String description, int weight, Instant now) {
        this.id = id;
        this.name = name;
        this.description = description;
        this.weight = weight;
        this.createdAt = now;
        this.updatedAt = now;
    }
}
