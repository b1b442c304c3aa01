package io.palebluedot.gateway.health;

import grpc.health.v1.HealthOuterClass.HealthCheckRequest;
import grpc.health.v1.HealthOuterClass.HealthCheckResponse;
import grpc.health.v1.MutinyHealthGrpc;
import io.grpc.Channel;
import io.quarkus.grpc.GrpcClient;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks the five services how they are, all at once and not for long. */
@ApplicationScoped
public class ServiceProbe {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final Map<String, Channel> services = new LinkedHashMap<>();

    ServiceProbe(
            @GrpcClient("inventory") Channel inventory,
            @GrpcClient("allocation") Channel allocation,
            @GrpcClient("hardware") Channel hardware,
            @GrpcClient("workflow") Channel workflow,
            @GrpcClient("alert") Channel alert) {
        services.put("inventory-service", inventory);
        services.put("allocation-service", allocation);
        services.put("hardware-service", hardware);
        services.put("workflow-service", workflow);
        services.put("alert-service", alert);
    }

    /** Name of each service → {@code up} or {@code down}. */
    Uni<Map<String, String>> ask() {
        var states = services.values().stream().map(ServiceProbe::state).toList();
        return Uni.join().all(states).andFailFast().map(answers -> {
            var result = new LinkedHashMap<String, String>();
            int i = 0;
            for (String name : services.keySet()) {
                result.put(name, answers.get(i++));
            }
            return result;
        });
    }

    private static Uni<String> state(Channel service) {
        return MutinyHealthGrpc.newMutinyStub(service)
                .withDeadlineAfter(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                .check(HealthCheckRequest.getDefaultInstance())
                .map(answer -> answer.getStatus() == HealthCheckResponse.ServingStatus.SERVING ? "up" : "down")
                .onFailure()
                .recoverWithItem("down");
    }
}
