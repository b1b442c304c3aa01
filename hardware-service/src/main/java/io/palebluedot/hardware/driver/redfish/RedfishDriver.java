package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.HostPort;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Driver;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Redfish, DSP0266 1.6 and later. */
@ApplicationScoped
public class RedfishDriver implements Driver {

    private final RedfishClients clients;
    private final List<Object> capabilities;

    RedfishDriver(RedfishClients clients, HardwareConfig config, Advisories advisories) {
        this.clients = clients;
        var systems = new RedfishSystems(clients);
        var places = new GpuPlaces(clients);
        this.capabilities = List.of(
                new RedfishPower(clients, systems),
                new RedfishBoot(clients, systems),
                new RedfishBootOrder(clients, systems),
                new RedfishBios(clients, systems),
                new RedfishFirmware(clients),
                new RedfishMedia(clients, systems),
                new RedfishVolumes(clients, systems),
                new RedfishEventLog(clients, systems),
                new RedfishGpus(clients, places),
                new RedfishSensors(clients, systems, places),
                new RedfishInventory(clients, systems, places, config.redfish(), advisories),
                new RedfishEvents(clients));
    }

    @Override
    public String protocol() {
        return RedfishClients.PROTOCOL;
    }

    @Override
    public int defaultPort() {
        return RedfishClients.HTTPS;
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public Uni<Void> greet(Bmc bmc) {
        return clients.stranger(bmc)
                .root()
                .onFailure(RedfishDriver::wantsLogin)
                .recoverWithItem(Resource.absent(Paths.ROOT))
                .invoke(RedfishDriver::checkRoot)
                .replaceWithVoid();
    }

    private static boolean wantsLogin(Throwable e) {
        return e instanceof BmcFailure f && f.kind() == BmcFailure.Kind.UNAUTHORIZED;
    }

    private static void checkRoot(Resource root) {
        boolean redfish = root.text("RedfishVersion") != null || root.link("Systems") != null;
        if (root.present() && !redfish) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "not a Redfish service root");
        }
    }

    @Override
    public Uni<Void> logIn(Bmc bmc) {
        return clients.of(bmc).logIn();
    }

    @Override
    public Uni<Void> forget(Bmc bmc) {
        return clients.forget(bmc);
    }

    @Override
    public Uni<Void> release(Bmc bmc) {
        return clients.release(bmc);
    }

    @Override
    public void forgetCertificate(HostPort address) {
        clients.forgetCertificate(address);
    }
}
