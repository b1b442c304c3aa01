package io.palebluedot.rpc;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.spi.ConfigSource;

/** Turns {@code pbd.grpc.<service>=host:port} into the settings of the gRPC client of that name. */
public final class GrpcTargets implements ConfigSourceFactory {

    private static final List<String> SERVICES = List.of("inventory", "allocation", "hardware", "workflow", "alert");
    /** Above the shared defaults, below a service's own file and the environment. */
    private static final int ORDINAL = 110;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        var clients = new HashMap<String, String>();
        for (String service : SERVICES) {
            var target = context.getValue("pbd.grpc." + service).getValue();
            if (target != null) {
                clients.putAll(client(service, target));
            }
        }
        return List.of(new PropertiesConfigSource(clients, "pbd gRPC targets", ORDINAL));
    }

    static Map<String, String> client(String service, String target) {
        int colon = target.lastIndexOf(':');
        if (colon <= 0 || colon == target.length() - 1) {
            throw new IllegalArgumentException("pbd.grpc." + service + " must be host:port, is '" + target + "'");
        }
        String prefix = "quarkus.grpc.clients." + service;
        return Map.of(
                prefix + ".host",
                target.substring(0, colon),
                prefix + ".port",
                target.substring(colon + 1),
                prefix + ".max-inbound-message-size",
                "10485760",
                prefix + ".keep-alive-time",
                "30s");
    }

    @Override
    public OptionalInt getPriority() {
        return OptionalInt.of(ORDINAL);
    }
}
