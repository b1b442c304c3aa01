package io.palebluedot.hardware.xid;

import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.events.GpuEvent.XidReported;
import io.palebluedot.events.outbox.Outbox;
import io.palebluedot.hardware.HardwareConfig;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reports each Xid once: an exporter's gauge is sticky, so only its changes count; the same code of the same GPU from whatever source is
 * one report within a while. Both survive a restart.
 */
@ApplicationScoped
public class XidWatch {

    private record Gauge(UUID serverId, String gpu) {}

    private final Pool pool;
    private final Outbox outbox;
    private final MeterRegistry meters;
    private final double window;
    private final Map<Gauge, Integer> lastSeen = new ConcurrentHashMap<>();

    XidWatch(Pool pool, Outbox outbox, MeterRegistry meters, HardwareConfig config) {
        this.pool = pool;
        this.outbox = outbox;
        this.meters = meters;
        this.window = config.telemetry().xidWindow().toMillis() / 1000.0;
    }

    /** Values of sticky gauges; 0 means none. */
    public Uni<Void> gauges(UUID serverId, List<XidSighting> sightings) {
        var changed = sightings.stream()
                .filter(s -> !Integer.valueOf(s.code()).equals(lastSeen.get(new Gauge(serverId, s.gpu()))))
                .toList();
        return each(changed, s -> gauge(serverId, s));
    }

    private Uni<Void> gauge(UUID serverId, XidSighting sighting) {
        return pool.withTransaction(tx -> tx.preparedQuery(
                                "insert into xid_gauge as g (server_id, gpu, code) values ($1, $2, $3)"
                                        + " on conflict (server_id, gpu) do update set code = excluded.code where g.code <> excluded.code")
                        .execute(Tuple.of(serverId, sighting.gpu(), sighting.code()))
                        .chain(rows ->
                                rows.rowCount() == 0 ? Uni.createFrom().voidItem() : changed(tx, serverId, sighting)))
                .invoke(() -> lastSeen.put(new Gauge(serverId, sighting.gpu()), sighting.code()));
    }

    /** A gauge back at 0 is a GPU that was reset: the same code is news again. */
    private Uni<Void> changed(SqlConnection tx, UUID serverId, XidSighting sighting) {
        return sighting.code() == 0
                ? tx.preparedQuery("delete from xid_report where server_id = $1 and gpu = $2")
                        .execute(Tuple.of(serverId, sighting.gpu()))
                        .replaceWithVoid()
                : report(tx, serverId, sighting);
    }

    /** Lines of a log: each is news. */
    public Uni<Void> lines(UUID serverId, List<XidSighting> sightings) {
        return each(sightings, s -> pool.withTransaction(tx -> report(tx, serverId, s)));
    }

    private static Uni<Void> each(
            List<XidSighting> sightings, java.util.function.Function<XidSighting, Uni<Void>> work) {
        return Multi.createFrom()
                .iterable(sightings)
                .onItem()
                .transformToUniAndConcatenate(work::apply)
                .collect()
                .last();
    }

    private Uni<Void> report(SqlConnection tx, UUID serverId, XidSighting s) {
        return tx.preparedQuery(
                        "insert into xid_report as r (server_id, gpu, code, reported_at) values ($1, $2, $3, now())"
                                + " on conflict (server_id, gpu, code) do update set reported_at = now()"
                                + " where r.reported_at < now() - make_interval(secs => $4)")
                .execute(Tuple.of(serverId, s.gpu(), s.code(), window))
                .chain(rows -> rows.rowCount() == 0 ? Uni.createFrom().voidItem() : tell(tx, serverId, s));
    }

    private Uni<Void> tell(SqlConnection tx, UUID serverId, XidSighting s) {
        meters.counter("pbd.xid.reported", "source", s.source()).increment();
        var event = new XidReported(s.code(), s.pciAddress(), s.uuid(), s.serial(), s.index(), s.source(), s.line());
        return outbox.add(tx, serverId.toString(), event);
    }
}
