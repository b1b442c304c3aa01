package io.palebluedot.inventory.config;

import com.google.protobuf.Struct;
import io.palebluedot.inventory.asset.Wire;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.inventory.v1.Config;
import io.palebluedot.proto.inventory.v1.ConfigChange;
import io.palebluedot.proto.inventory.v1.ConfigDrift;
import io.palebluedot.proto.inventory.v1.ConfigVersion;
import io.palebluedot.proto.inventory.v1.DriftEntry;
import io.palebluedot.proto.inventory.v1.GetConfigRequest;
import io.palebluedot.proto.inventory.v1.ListConfigVersionsRequest;
import io.palebluedot.proto.inventory.v1.ListConfigVersionsResponse;
import io.palebluedot.proto.inventory.v1.RollbackServerConfigRequest;
import io.palebluedot.proto.inventory.v1.UpdateGpuConfigRequest;
import io.palebluedot.proto.inventory.v1.UpdateServerConfigRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** {@code ConfigService} on the wire. The configuration's row version is the number of its last version. */
@GrpcService
public class ConfigGrpcApi implements io.palebluedot.proto.inventory.v1.ConfigService {

    private final ConfigService service;
    private final DriftService drift;

    ConfigGrpcApi(ConfigService service, DriftService drift) {
        this.service = service;
        this.drift = drift;
    }

    @Override
    public Uni<ConfigChange> updateGpuConfig(UpdateGpuConfigRequest request) {
        return service.update(operator(), request).map(ConfigGrpcApi::change);
    }

    @Override
    public Uni<Config> getGpuConfig(GetConfigRequest request) {
        return service.ofGpu(Caller.current(), request.getRef()).map(ConfigGrpcApi::config);
    }

    @Override
    public Uni<ListConfigVersionsResponse> listGpuConfigVersions(ListConfigVersionsRequest request) {
        return service.versionsOfGpu(Caller.current(), request.getRef(), request.getPage())
                .map(ConfigGrpcApi::versions);
    }

    @Override
    public Uni<ConfigChange> updateServerConfig(UpdateServerConfigRequest request) {
        var sections = new ServerSections(
                section(request.hasBios(), request.getBios()),
                section(request.hasRaid(), request.getRaid()),
                section(request.hasNetwork(), request.getNetwork()));
        Long expected = request.hasExpectedVersion() ? (Long) request.getExpectedVersion() : null;
        return service.update(operator(), request.getRef(), sections, expected, request.getReason())
                .map(ConfigGrpcApi::change);
    }

    @Override
    public Uni<Config> getServerConfig(GetConfigRequest request) {
        return service.ofServer(Caller.current(), request.getRef()).map(ConfigGrpcApi::config);
    }

    @Override
    public Uni<ListConfigVersionsResponse> listServerConfigVersions(ListConfigVersionsRequest request) {
        return service.versionsOfServer(Caller.current(), request.getRef(), request.getPage())
                .map(ConfigGrpcApi::versions);
    }

    @Override
    public Uni<ConfigChange> rollbackServerConfig(RollbackServerConfigRequest request) {
        return service.rollback(operator(), request.getRef(), request.getToVersion(), request.getReason())
                .map(ConfigGrpcApi::change);
    }

    @Override
    public Uni<ConfigDrift> getServerConfigDrift(GetConfigRequest request) {
        return drift.of(Caller.current(), request.getRef()).map(ConfigGrpcApi::drift);
    }

    private static Caller operator() {
        var caller = Caller.current();
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        return caller;
    }

    private static @Nullable JsonObject section(boolean given, Struct struct) {
        return given ? Wire.json(struct) : null;
    }

    private static ConfigChange change(Version version) {
        return ConfigChange.newBuilder()
                .setVersion(wire(version))
                .setOperationId(Wire.text(version.operationId()))
                .build();
    }

    private static Config config(ConfigService.Current current) {
        var head = current.head();
        var config = Config.newBuilder()
                .setObjectId(head.objectId().toString())
                .setWanted(wire(current.wanted()))
                .setRowVersion(head.lastVersion());
        if (current.applied() != null) {
            config.setApplied(wire(current.applied()));
        }
        if (head.observed() != null) {
            config.setObserved(Wire.struct(head.observed()));
        }
        if (head.observedAt() != null) {
            config.setObservedAt(Wire.time(head.observedAt()));
        }
        return config.build();
    }

    private static ListConfigVersionsResponse versions(Slice<Version> slice) {
        return ListConfigVersionsResponse.newBuilder()
                .addAllVersions(slice.items().stream().map(ConfigGrpcApi::wire).toList())
                .setPage(slice.info())
                .build();
    }

    private static ConfigDrift drift(DriftService.Drift drift) {
        var wire = ConfigDrift.newBuilder()
                .setObjectId(drift.objectId().toString())
                .setWantedVersion(drift.wantedVersion());
        drift.entries()
                .forEach(entry -> wire.addEntries(DriftEntry.newBuilder()
                        .setAttribute(entry.attribute())
                        .setWanted(Wire.value(entry.wanted()))
                        .setObserved(Wire.value(entry.observed()))));
        if (drift.observedAt() != null) {
            wire.setObservedAt(Wire.time(drift.observedAt()));
        }
        return wire.build();
    }

    private static ConfigVersion wire(Version version) {
        var wire = ConfigVersion.newBuilder()
                .setObjectId(version.objectId().toString())
                .setVersion(version.version())
                .setContent(Wire.struct(version.content()))
                .setDiff(Wire.struct(version.diff()))
                .setAuthor(version.author())
                .setReason(version.reason())
                .setCreatedAt(Wire.time(version.createdAt()))
                .setApplyState(version.state().word())
                .setApplyError(Wire.text(version.error()))
                .setOperationId(Wire.text(version.operationId()));
        if (version.appliedAt() != null) {
            wire.setAppliedAt(Wire.time(version.appliedAt()));
        }
        return wire.build();
    }
}
