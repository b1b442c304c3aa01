package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import io.palebluedot.hardware.driver.Driver;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** gNMI 0.10 (openconfig/reference rpc/gnmi/gnmi-specification.md). */
@ApplicationScoped
public class GnmiDriver implements Driver {

    private static final GnmiPath HOSTNAME = GnmiPath.parse("/system/state/hostname");

    private final GnmiClients clients;
    private final HardwareConfig config;
    private final List<Object> capabilities;

    GnmiDriver(GnmiClients clients, HardwareConfig config) {
        this.clients = clients;
        this.config = config;
        this.capabilities = List.of(
                new GnmiSwitch(clients, config.gnmi()),
                new GnmiSwitchSettings(clients),
                new GnmiGpus(clients, new GpuPaths(config.gnmi().gpu())));
    }

    @Override
    public String protocol() {
        return GnmiClients.PROTOCOL;
    }

    @Override
    public int defaultPort() {
        return config.gnmi().port();
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return capabilities.stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** A target that wants a login first is a target. */
    @Override
    public Uni<Void> greet(Bmc bmc) {
        var stranger = clients.stranger(bmc);
        return stranger.capabilities()
                .replaceWithVoid()
                .onFailure(GnmiDriver::wantsLogin)
                .recoverWithNull()
                .onTermination()
                .invoke(stranger::close);
    }

    private static boolean wantsLogin(Throwable e) {
        return e instanceof BmcFailure f && f.kind() == Kind.UNAUTHORIZED;
    }

    /** Some targets tell their capabilities to anybody: a leaf is read as well, of which only a refused login counts. */
    @Override
    public Uni<Void> logIn(Bmc bmc) {
        var client = clients.of(bmc);
        return client.capabilities()
                .chain(() ->
                        client.read(HOSTNAME).onFailure(e -> !wantsLogin(e)).recoverWithItem(List.of()))
                .replaceWithVoid();
    }

    @Override
    public Uni<Void> forget(Bmc bmc) {
        return Uni.createFrom().voidItem().invoke(() -> clients.forget(bmc));
    }
}
