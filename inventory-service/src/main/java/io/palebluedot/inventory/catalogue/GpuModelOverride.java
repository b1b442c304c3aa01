package io.palebluedot.inventory.catalogue;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A GPU model as an operator wrote it. */
@Entity
@Table(name = "gpu_model_override")
public class GpuModelOverride extends PanacheEntityBase {

    @Id
    public String name = "";

    public String match = "";
    public @Nullable String architecture;

    @Column(name = "memory_bytes")
    public @Nullable Long memoryBytes;

    @Column(name = "tdp_watts")
    public @Nullable Integer tdpWatts;

    @Column(name = "min_power_watts")
    public @Nullable Integer minPowerWatts;

    @Column(name = "updated_by")
    public String updatedBy = "";

    @Column(name = "updated_at")
    public Instant updatedAt = Instant.EPOCH;

    @Version
    public long version;

    GpuModel model() {
        return new GpuModel(name, match, architecture, memoryBytes, tdpWatts, minPowerWatts);
    }
}
