package io.palebluedot.hardware.media;

import io.palebluedot.hardware.address.AllowedAddresses;
import io.palebluedot.hardware.address.ForbiddenAddress;
import io.palebluedot.hardware.address.WebUri;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.VirtualMedia;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationFailure;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.palebluedot.rpc.Failures;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Puts an image into a virtual drive. The BMC fetches it itself, so its address must be an allowed one. Inserting again what is there already changes
 * nothing, which makes a second run after a crash harmless.
 */
@ApplicationScoped
public class InsertMediaOperation implements OperationHandler {

    private static final Set<String> TYPES = Set.of("CD", "DVD", "Floppy", "USBStick");

    private final ServerRepository servers;
    private final Drivers drivers;
    private final AllowedAddresses addresses;

    InsertMediaOperation(ServerRepository servers, Drivers drivers, AllowedAddresses addresses) {
        this.servers = servers;
        this.drivers = drivers;
        this.addresses = addresses;
    }

    public static NewOperation wish(UUID serverId, String type, String imageUri, String requestedBy, String key) {
        if (!TYPES.contains(type)) {
            throw Failures.invalid("type", "must be one of CD, DVD, Floppy, USBStick");
        }
        String image = WebUri.checked("image_uri", imageUri).toString();
        return NewOperation.of(
                OperationKind.MEDIA_INSERT, serverId, Map.of("type", type, "image_uri", image), requestedBy, key);
    }

    @Override
    public OperationKind kind() {
        return OperationKind.MEDIA_INSERT;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var image = URI.create(String.valueOf(run.text("image_uri")));
        String type = String.valueOf(run.text("type"));
        return addresses
                .resolve(image.getHost().replaceAll("[\\[\\]]", ""))
                .onFailure(ForbiddenAddress.class)
                .transform(e -> new OperationFailure("ADDRESS_FORBIDDEN", String.valueOf(e.getMessage())))
                .chain(() -> servers.get(run.serverId()))
                .chain(server -> insert(run, server.bmc(), type, image))
                .map(drive -> Outcome.done(Map.of("drive", drive, "image_uri", image.toString())));
    }

    private Uni<String> insert(Run run, Bmc bmc, String type, URI image) {
        return drivers.call(bmc, VirtualMedia.class, m -> m.insert(bmc, type, image), run::note);
    }
}
