package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.FirmwareUpdate;
import io.smallrye.mutiny.Uni;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** UpdateService: SimpleUpdate where the BMC fetches images itself, uploads elsewhere. */
final class RedfishFirmware implements FirmwareUpdate {

    private static final String SIMPLE_UPDATE = "#UpdateService.SimpleUpdate";

    private final RedfishClients clients;

    RedfishFirmware(RedfishClients clients) {
        this.clients = clients;
    }

    @Override
    public Uni<String> startUpdate(Bmc bmc, Image image) {
        return service(bmc)
                .chain(service -> target(bmc, service, image).chain(component -> start(bmc, service, image, component)))
                .map(answer -> Objects.requireNonNullElse(RedfishTasks.path(answer), ""));
    }

    private Uni<Resource> service(Bmc bmc) {
        var client = clients.of(bmc);
        return client.get(Paths.ROOT).chain(root -> {
            String path = root.link("UpdateService");
            if (path == null) {
                throw new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC has no update service");
            }
            return client.get(path);
        });
    }

    @Override
    public Uni<Boolean> fetches(Bmc bmc) {
        return service(bmc).map(service -> {
            boolean fetches = service.part("Actions", SIMPLE_UPDATE).present();
            if (!fetches && RedfishUpload.path(service) == null) {
                throw new BmcFailure(
                        BmcFailure.Kind.UNSUPPORTED,
                        "the BMC neither fetches firmware (SimpleUpdate) nor takes uploads");
            }
            return fetches;
        });
    }

    @Override
    public Uni<String> upload(Bmc bmc, Image image, Path file) {
        return service(bmc)
                .chain(service -> target(bmc, service, image)
                        .invoke(RedfishFirmware::checkUpdateable)
                        .chain(component -> new RedfishUpload(clients.of(bmc), service)
                                .send(image, component.present() ? component.path() : null, file)))
                .map(answer -> Objects.requireNonNullElse(RedfishTasks.path(answer), ""));
    }

    private Uni<Resource> target(Bmc bmc, Resource service, Image image) {
        String component = image.component();
        return component == null ? Uni.createFrom().item(Resource.absent("")) : component(bmc, service, component);
    }

    private static void checkUpdateable(Resource component) {
        if (component.present() && component.json().has("Updateable") && !component.isTrue("Updateable")) {
            throw new BmcFailure(BmcFailure.Kind.INVALID, component.id() + " is not updateable");
        }
    }

    private Uni<Resource> component(Bmc bmc, Resource service, String component) {
        var client = clients.of(bmc);
        return client.getIfPresent(service.link("FirmwareInventory"))
                .map(list -> list.members().stream()
                        .filter(m -> m.substring(m.lastIndexOf('/') + 1).equalsIgnoreCase(component))
                        .findFirst()
                        .orElseThrow(() -> new BmcFailure(
                                BmcFailure.Kind.INVALID,
                                "the firmware inventory has no component '" + component + "'")))
                .chain(client::get);
    }

    private Uni<Answer> start(Bmc bmc, Resource service, Image image, Resource component) {
        checkUpdateable(component);
        var body = RedfishJson.MAPPER.createObjectNode();
        body.put("ImageURI", image.uri().toString());
        body.put("TransferProtocol", image.uri().getScheme().toUpperCase(Locale.ROOT));
        if (component.present()) {
            body.putArray("Targets").add(component.path());
        }
        if (image.onReset()) {
            body.put("@Redfish.OperationApplyTime", "OnReset");
        }
        String target = RedfishSystems.target(service.part("Actions", SIMPLE_UPDATE), "SimpleUpdate");
        return clients.of(bmc).post(target, body);
    }

    @Override
    public Uni<TaskReading> readTask(Bmc bmc, String task) {
        return RedfishTasks.read(clients.of(bmc), task);
    }

    @Override
    public Uni<String> readVersion(Bmc bmc, String component) {
        return service(bmc)
                .chain(service -> component(bmc, service, component))
                .map(resource -> Objects.requireNonNullElse(resource.text("Version"), ""));
    }
}
