package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.advisory.Advisories;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Driver;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** IPMI 2.0 over LAN (RMCP+), cipher suites 17 and 3. */
@ApplicationScoped
public class IpmiDriver implements Driver {

    private final IpmiClients clients;
    private final List<Object> capabilities;

    IpmiDriver(IpmiClients clients, HardwareConfig config, Advisories advisories) {
        this.clients = clients;
        int records = config.ipmi().maxRecords();
        var timeout = config.ipmi().readTimeout();
        this.capabilities = List.of(
                new IpmiPower(clients),
                new IpmiBoot(clients),
                new IpmiSensors(clients, records, timeout),
                new IpmiInventory(clients, records, timeout, advisories),
                new IpmiEventLog(clients, records, timeout),
                new IpmiWeaknesses(clients),
                new IpmiRaw(clients));
    }

    @Override
    public String protocol() {
        return IpmiClients.PROTOCOL;
    }

    @Override
    public int defaultPort() {
        return IpmiClients.PORT;
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    @Override
    public Uni<Void> greet(Bmc bmc) {
        return clients.greet(bmc).replaceWithVoid();
    }

    @Override
    public Uni<Void> logIn(Bmc bmc) {
        return clients.of(bmc).logIn().replaceWithVoid();
    }

    @Override
    public Uni<Void> forget(Bmc bmc) {
        return clients.forget(bmc);
    }
}
