package io.palebluedot.inventory.config;

import io.palebluedot.inventory.asset.AssetRefs;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.inventory.hardware.HardwareClient;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Where a server is not as it is wanted, attribute by attribute. */
@ApplicationScoped
class DriftService {

    private static final Logger LOG = Logger.getLogger(DriftService.class);

    private final Pool pool;
    private final AssetRefs refs;
    private final ConfigRepository repository;
    private final HardwareClient hardware;

    DriftService(Pool pool, AssetRefs refs, ConfigRepository repository, HardwareClient hardware) {
        this.pool = pool;
        this.refs = refs;
        this.repository = repository;
        this.hardware = hardware;
    }

    /** {@code observed} is null when the attribute was not found. */
    record Entry(String attribute, Object wanted, @Nullable Object observed) {}

    record Drift(
            UUID objectId,
            int wantedVersion,
            List<Entry> entries,
            @Nullable Instant observedAt) {}

    /** Reads the BIOS settings anew when the hardware answers, else compares with what was read last. */
    Uni<Drift> of(Caller caller, String ref) {
        return refs.server(caller, ref)
                .call(found -> readBios(found.id()))
                .chain(found -> repository.head(pool, found.id()))
                .chain(maybe -> {
                    var head = maybe.orElseThrow(() -> Failures.notFound("configuration", ref));
                    return repository
                            .version(pool, head.objectId(), head.lastVersion())
                            .map(wanted -> compare(head, wanted.orElseThrow()));
                });
    }

    private Uni<Void> readBios(UUID id) {
        return hardware.bios(id)
                .chain(settings -> repository.observed(
                        pool, id, new JsonObject().put("bios", Wire.json(settings.getAttributes()))))
                .onFailure()
                .invoke(e -> LOG.debugf("BIOS settings not read serverId=%s: %s", id, e.toString()))
                .onFailure()
                .recoverWithNull();
    }

    private static Drift compare(Head head, Version wanted) {
        var observed = Diff.flat(head.observed() == null ? new JsonObject() : head.observed());
        var entries = new ArrayList<Entry>();
        Diff.flat(wanted.content()).forEach((path, value) -> {
            Object found = observed.get(path);
            if (!Diff.same(value, found)) {
                entries.add(new Entry(path, value, found));
            }
        });
        return new Drift(head.objectId(), wanted.version(), entries, head.observedAt());
    }
}
