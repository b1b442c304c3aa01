package io.palebluedot.gateway.health;

import io.palebluedot.gateway.access.Access;
import io.palebluedot.gateway.access.Allowed;
import io.palebluedot.gateway.web.Answer;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.RedisAPI;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The platform at one look; also at {@code /health}. */
@Path("/api/v1/health")
@Tag(name = "Service")
public class HealthResource {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final ServiceProbe services;
    private final Pool database;
    private final RedisAPI redis;

    HealthResource(ServiceProbe services, Pool database, RedisAPI redis) {
        this.services = services;
        this.database = database;
        this.redis = redis;
    }

    /** States of the parts. */
    @Schema(name = "Health")
    record HealthView(
            @Schema(description = "up, or degraded when any part is down")
            String status,

            @Schema(description = "Service → up or down") Map<String, String> services,

            @Schema(description = "The audit's database: up or down")
            String database,

            @Schema(description = "up or down") String redis) {

        static HealthView of(Map<String, String> services, String database, String redis) {
            boolean up = !services.containsValue("down") && database.equals("up") && redis.equals("up");
            return new HealthView(up ? "up" : "degraded", services, database, redis);
        }
    }

    @GET
    @Allowed(Access.PUBLIC)
    @Operation(operationId = "health", summary = "Whether the gateway and each service answer")
    public Uni<Answer<HealthView>> get() {
        return Uni.combine()
                .all()
                .unis(services.ask(), answers(database.query("select 1").execute()), answers(redis.ping(List.of())))
                .with(HealthView::of)
                .map(Answer::of);
    }

    private static Uni<String> answers(Uni<?> question) {
        return question.replaceWith("up")
                .ifNoItem()
                .after(LIMIT)
                .recoverWithItem("down")
                .onFailure()
                .recoverWithItem("down");
    }
}
