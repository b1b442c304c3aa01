package io.palebluedot.hardware.driver.redfish;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.VirtualMedia;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import java.net.URI;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;

/**
 * VirtualMedia of the system, or of its manager where the system has none. Vendors differ in what they take with an image; the fullest form is tried first,
 * and one that is refused is followed by the next: with flags, bare (Supermicro refuses flags), with the transfer protocol, and PATCH where
 * there is no action (Lenovo).
 */
final class RedfishMedia implements VirtualMedia {

    private static final String INSERT = "#VirtualMedia.InsertMedia";
    private static final String EJECT = "#VirtualMedia.EjectMedia";
    private static final int MAX_DRIVES = 16;

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishMedia(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    @Override
    public Uni<List<Drive>> readDrives(Bmc bmc) {
        return drives(bmc).map(all -> all.stream().map(RedfishMedia::drive).toList());
    }

    private static Drive drive(Resource resource) {
        var image = GpuFacts.first(resource.text("Image"), resource.text("ImageName"));
        return new Drive(resource.id(), resource.words("MediaTypes"), inserted(resource) ? image : null);
    }

    /** Some leave Inserted out, or at false for a while, and show the image only. */
    private static boolean inserted(Resource resource) {
        return resource.isTrue("Inserted") || resource.text("Image") != null;
    }

    @Override
    public Uni<String> insert(Bmc bmc, String type, URI image) {
        return drives(bmc)
                .map(all -> all.stream()
                        .filter(drive -> takes(drive, type))
                        .findFirst()
                        .orElseThrow(() -> new BmcFailure(
                                BmcFailure.Kind.INVALID, "the BMC has no virtual drive of type '" + type + "'")))
                .call(drive ->
                        inserted(drive) ? eject(bmc, drive) : Uni.createFrom().voidItem())
                .call(drive -> insert(
                        bmc,
                        drive,
                        forms(drive, image, clients.of(bmc).quirks().bareMedia())
                                .iterator()))
                .call(drive -> confirmed(bmc, drive))
                .map(Resource::id);
    }

    private static boolean takes(Resource drive, String type) {
        var types = drive.words("MediaTypes");
        return types.isEmpty() || types.stream().anyMatch(type::equalsIgnoreCase);
    }

    private static List<ObjectNode> forms(Resource drive, URI image, boolean bareFirst) {
        var bare = RedfishJson.MAPPER.createObjectNode().put("Image", image.toString());
        var full = bare.deepCopy().put("Inserted", true).put("WriteProtected", true);
        var transfer =
                bare.deepCopy().put("TransferProtocolType", image.getScheme().toUpperCase(Locale.ROOT));
        boolean action = drive.part("Actions", INSERT).present();
        var stream = transfer.deepCopy().put("TransferMethod", "Stream");
        return action
                ? bareFirst ? List.of(bare, transfer, stream, full) : List.of(full, bare, transfer, stream)
                : List.of(bare.deepCopy().put("Inserted", true), bare);
    }

    private Uni<Answer> insert(Bmc bmc, Resource drive, Iterator<ObjectNode> forms) {
        var client = clients.of(bmc);
        var form = forms.next();
        var action = drive.part("Actions", INSERT);
        var sent = action.present()
                ? client.post(RedfishSystems.target(action, "InsertMedia"), form)
                : client.patch(drive.path(), form);
        return sent.chain(answer -> RedfishTasks.settle(client, answer))
                .onFailure(e -> forms.hasNext() && refused(e))
                .recoverWithUni(() -> insert(bmc, drive, forms));
    }

    private static boolean refused(Throwable e) {
        return e instanceof BmcFailure f
                && (f.kind() == BmcFailure.Kind.REFUSED || f.kind() == BmcFailure.Kind.INVALID);
    }

    private Uni<Void> confirmed(Bmc bmc, Resource drive) {
        return clients.of(bmc)
                .get(drive.path())
                .invoke(now -> {
                    if (!inserted(now)) {
                        throw new BmcFailure(
                                BmcFailure.Kind.NOT_CONFIRMED, "the BMC accepted the image, but its drive is empty");
                    }
                })
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> eject(Bmc bmc, String drive) {
        return drives(bmc)
                .map(all -> all.stream()
                        .filter(d -> d.id().equals(drive))
                        .findFirst()
                        .orElseThrow(() -> new BmcFailure(
                                BmcFailure.Kind.NOT_FOUND, "the BMC has no virtual drive '" + drive + "'")))
                .chain(d -> inserted(d) ? eject(bmc, d) : Uni.createFrom().voidItem());
    }

    private Uni<Void> eject(Bmc bmc, Resource drive) {
        var client = clients.of(bmc);
        var action = drive.part("Actions", EJECT);
        var empty = RedfishJson.MAPPER.createObjectNode();
        var sent = action.present()
                ? client.post(RedfishSystems.target(action, "EjectMedia"), empty)
                : client.patch(drive.path(), empty.putNull("Image").put("Inserted", false));
        return sent.chain(answer -> RedfishTasks.settle(client, answer)).replaceWithVoid();
    }

    private Uni<List<Resource>> drives(Bmc bmc) {
        var client = clients.of(bmc);
        return systems.host(bmc)
                .chain(host -> host.link("VirtualMedia") != null
                        ? Uni.createFrom().item(host)
                        : client.getIfPresent(host.link("Links", "ManagedBy")))
                .map(owner -> owner.link("VirtualMedia"))
                .chain(client::getIfPresent)
                .chain(list -> read(client, list))
                .invoke(all -> {
                    if (all.isEmpty()) {
                        throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC has no virtual media");
                    }
                });
    }

    private static Uni<List<Resource>> read(RedfishClient client, Resource list) {
        return Multi.createFrom()
                .iterable(list.members().stream().limit(MAX_DRIVES).toList())
                .onItem()
                .transformToUniAndConcatenate(client::getIfPresent)
                .filter(Resource::present)
                .collect()
                .asList();
    }
}
