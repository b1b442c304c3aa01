package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventHints;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.core.buffer.Buffer;

/** Server-Sent Events of a Redfish service, where its EventService names a {@code ServerSentEventUri}. */
final class RedfishEvents implements EventHints {

    /** Pieces that wait for the thread that reads them. */
    private static final int WAITING = 4;

    private static final int BYTES_PER_SECOND = 256 * 1024;

    private final RedfishClients clients;

    RedfishEvents(RedfishClients clients) {
        this.clients = clients;
    }

    @Override
    public Multi<Told> listen(Bmc bmc) {
        var client = clients.of(bmc);
        return place(client, bmc.address().host()).onItem().transformToMulti(path -> follow(client, path));
    }

    private static Uni<String> place(RedfishClient client, String host) {
        return client.root()
                .chain(root -> client.getIfPresent(root.link("EventService")))
                .map(service -> path(service, host));
    }

    private static String path(Resource service, String host) {
        String uri = service.text("ServerSentEventUri");
        String path = uri == null ? null : Paths.ofLocation(uri, host);
        boolean off = "false".equals(service.json().path("ServiceEnabled").asText());
        if (path == null || off) {
            throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC offers no event stream of its own");
        }
        return path;
    }

    private Multi<Told> follow(RedfishClient client, String path) {
        return client.follow(path)
                .onItem()
                .transformToMulti(pieces -> Multi.createBy()
                        .merging()
                        .streams(Multi.createFrom().item(new Told.Listening()), read(pieces)));
    }

    /** Not on the event loop, and no faster than one stream may be; the rest waits at the BMC. */
    private static Multi<Told> read(Multi<Buffer> pieces) {
        var records = new EventRecords(System::currentTimeMillis);
        var pace = new Pace(BYTES_PER_SECOND);
        return pieces.emitOn(Infrastructure.getDefaultWorkerPool(), WAITING)
                .onItem()
                .call(piece -> pace.after(piece.length(), System.currentTimeMillis()))
                .onItem()
                .transformToIterable(records::read)
                .onFailure()
                .transform(RedfishFailures::of);
    }
}
