package io.palebluedot.alert.rule;

import io.palebluedot.alert.lifecycle.Severity;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A rule as its row. */
@Entity
@Table(name = "rule")
public class RuleEntity {

    @Id
    @Nullable
    UUID id;

    String name = "";
    String kind = "threshold";
    String metric = "";
    String comparison = "gt";
    double threshold;

    @Column(name = "clear_threshold")
    double clearThreshold;

    @Column(name = "clear_seconds")
    int clearSeconds;

    @Column(name = "for_seconds")
    int forSeconds;

    String severity = Severity.WARNING.wire();
    String summary = "";
    String scope = "gpu";
    boolean enabled = true;

    @Column(name = "built_in")
    boolean builtIn;

    @Convert(converter = LabelsConverter.class)
    Map<String, String> labels = new HashMap<>();

    long version = 1;

    @Column(name = "created_at")
    Instant createdAt = Instant.EPOCH;

    @Column(name = "updated_at")
    Instant updatedAt = Instant.EPOCH;
}
