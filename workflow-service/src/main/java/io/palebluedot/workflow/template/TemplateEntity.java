package io.palebluedot.workflow.template;

import io.palebluedot.events.Ids;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import io.smallrye.mutiny.Uni;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;

/** Row of table {@code template}. */
@Entity
@Table(name = "template")
@SuppressWarnings("NullAway.Init") // Hibernate fills the fields
public class TemplateEntity extends PanacheEntityBase {

    @Id
    public UUID id;

    public String name;
    public int version;
    public String os;
    public String description;
    public String body;

    @Column(name = "built_in")
    public boolean builtIn;

    @Column(name = "created_by")
    public String createdBy;

    @Column(name = "created_at")
    public Instant createdAt;

    static TemplateEntity of(String name, String os, String description, String body, boolean builtIn, String author) {
        var row = new TemplateEntity();
        row.id = Ids.newUuid();
        row.name = name;
        row.version = 1;
        row.os = os;
        row.description = description;
        row.body = body;
        row.builtIn = builtIn;
        row.createdBy = author;
        row.createdAt = Instant.now();
        return row;
    }

    static Uni<TemplateEntity> latest(String name) {
        return TemplateEntity.<TemplateEntity>find("name = ?1 order by version desc", name)
                .firstResult();
    }

    static Uni<TemplateEntity> latestBuiltIn(String name) {
        return TemplateEntity.<TemplateEntity>find("name = ?1 and builtIn order by version desc", name)
                .firstResult();
    }

    static Uni<TemplateEntity> version(String name, int version) {
        return TemplateEntity.<TemplateEntity>find("name = ?1 and version = ?2", name, version)
                .firstResult();
    }

    Template template() {
        return new Template(id.toString(), name, version, os, description, body, builtIn, createdBy, createdAt);
    }
}
