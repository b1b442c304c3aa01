package io.palebluedot.allocation.fleet;

import io.grpc.Metadata;
import io.palebluedot.proto.inventory.v1.GetFleetRequest;
import io.palebluedot.proto.inventory.v1.MutinyFleetServiceGrpc.MutinyFleetServiceStub;
import io.palebluedot.rpc.ServiceTokens;
import io.quarkus.grpc.GrpcClient;
import io.quarkus.grpc.GrpcClientUtils;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Inventory's own word, for the moments when its events may be behind. */
@ApplicationScoped
public class FleetSource {

    private static final Logger LOG = Logger.getLogger(FleetSource.class);
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final MutinyFleetServiceStub inventory;
    private final ServiceTokens tokens;
    private final FleetRepository repository;

    FleetSource(
            @GrpcClient("inventory") MutinyFleetServiceStub inventory,
            ServiceTokens tokens,
            FleetRepository repository) {
        this.inventory = inventory;
        this.tokens = tokens;
        this.repository = repository;
    }

    /**
     * Takes in what inventory knows by now of these servers, and of the servers of these GPUs; ids or names. True when any of it was news. Fails
     * when inventory does not answer within two seconds.
     */
    public Uni<Boolean> catchUp(List<String> refs) {
        return asService()
                .getFleet(GetFleetRequest.newBuilder().addAllRefs(refs).build())
                .chain(repository::seen)
                .onFailure()
                .invoke(e -> LOG.debugf("inventory not asked: %s", e.toString()));
    }

    /** The caller may not see the fleet; this service may. */
    private MutinyFleetServiceStub asService() {
        var identity = new Metadata();
        identity.put(AUTHORIZATION, "Bearer " + tokens.current());
        return GrpcClientUtils.attachHeaders(inventory, identity)
                .withWaitForReady()
                .withDeadlineAfter(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
    }
}
