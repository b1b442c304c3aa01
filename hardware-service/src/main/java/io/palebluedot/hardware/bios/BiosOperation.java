package io.palebluedot.hardware.bios;

import io.palebluedot.hardware.driver.BiosSettings;
import io.palebluedot.hardware.driver.BiosSettings.BiosReading;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Writes BIOS attributes and reads them back, as pending or as current values. */
@ApplicationScoped
public class BiosOperation implements OperationHandler {

    private static final int MAX_ATTRIBUTES = 500;

    private final ServerRepository servers;
    private final Drivers drivers;

    BiosOperation(ServerRepository servers, Drivers drivers) {
        this.servers = servers;
        this.drivers = drivers;
    }

    public static NewOperation wish(UUID serverId, Map<String, Object> attributes, String requestedBy, String key) {
        if (attributes.isEmpty() || attributes.size() > MAX_ATTRIBUTES) {
            throw Failures.invalid("attributes", "must be 1 to " + MAX_ATTRIBUTES + " text, number or boolean values");
        }
        return NewOperation.of(OperationKind.BIOS, serverId, Map.of("attributes", attributes), requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.BIOS;
    }

    /** What the BMC shows now. */
    public Uni<BiosReading> read(String serverId) {
        return servers.get(serverId)
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc -> drivers.call(bmc, BiosSettings.class, b -> b.readBios(bmc), attempt -> {}));
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var wanted = wanted(run);
        return servers.get(run.serverId()).chain(server -> write(run, server.bmc(), wanted));
    }

    private static Map<String, Object> wanted(Run run) {
        var wanted = new LinkedHashMap<String, Object>();
        if (run.operation().parameters().get("attributes") instanceof Map<?, ?> map) {
            map.forEach((name, value) -> wanted.put(String.valueOf(name), normal(value)));
        }
        return wanted;
    }

    private static Object normal(Object value) {
        return value instanceof Integer i ? Long.valueOf(i) : value;
    }

    private Uni<Outcome> write(Run run, Bmc bmc, Map<String, Object> wanted) {
        return drivers.call(bmc, BiosSettings.class, b -> b.writeBios(bmc, wanted), run::note)
                .chain(() -> drivers.call(bmc, BiosSettings.class, b -> b.readBios(bmc), run::note))
                .map(reading -> confirmed(reading, wanted));
    }

    private static Outcome confirmed(BiosReading now, Map<String, Object> wanted) {
        var pending = new LinkedHashMap<String, Object>();
        var current = new LinkedHashMap<String, Object>();
        var missing = new ArrayList<String>();
        wanted.forEach((name, value) -> {
            if (same(value, now.pending().get(name))) {
                pending.put(name, value);
            } else if (same(value, now.attributes().get(name)) && !now.pending().containsKey(name)) {
                current.put(name, value);
            } else {
                missing.add(name);
            }
        });
        if (!missing.isEmpty()) {
            throw new BmcFailure(BmcFailure.Kind.NOT_CONFIRMED, "not read back: " + missing);
        }
        return Outcome.done(Map.of("pending", pending, "current", current, "applied_on_reset", !pending.isEmpty()));
    }

    private static boolean same(Object a, @org.jspecify.annotations.Nullable Object b) {
        return (a instanceof Number x && b instanceof Number y)
                ? Double.compare(x.doubleValue(), y.doubleValue()) == 0
                : Objects.equals(a, b);
    }
}
