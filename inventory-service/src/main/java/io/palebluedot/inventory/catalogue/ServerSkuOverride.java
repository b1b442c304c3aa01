package io.palebluedot.inventory.catalogue;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A server SKU as an operator wrote it. */
@Entity
@Table(name = "server_sku_override")
public class ServerSkuOverride extends PanacheEntityBase {

    @Id
    public String model = "";

    @Column(name = "gpu_count")
    public int gpuCount;

    @Column(name = "gpu_model")
    public @Nullable String gpuModel;

    @Column(name = "updated_by")
    public String updatedBy = "";

    @Column(name = "updated_at")
    public Instant updatedAt = Instant.EPOCH;

    @Version
    public long version;

    ServerSku sku() {
        return new ServerSku(model, gpuCount, gpuModel);
    }
}
