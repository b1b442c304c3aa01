package io.palebluedot.hardware.control;

import io.palebluedot.events.Ids;
import io.palebluedot.hardware.bios.BiosOperation;
import io.palebluedot.hardware.boot.BootOperation;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.GpuSettings.GpuRef;
import io.palebluedot.hardware.driver.Login;
import io.palebluedot.hardware.firmware.FirmwareWish;
import io.palebluedot.hardware.gpu.GpuWish;
import io.palebluedot.hardware.inspection.RegistrationService;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.OperationProto;
import io.palebluedot.hardware.operation.OperationService;
import io.palebluedot.hardware.operation.Structs;
import io.palebluedot.hardware.power.PowerOperation;
import io.palebluedot.proto.hardware.v1.ApplyGpuConfigRequest;
import io.palebluedot.proto.hardware.v1.BiosSettings;
import io.palebluedot.proto.hardware.v1.HardwareService;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.RegisterBmcRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBiosRequest;
import io.palebluedot.proto.hardware.v1.SetBootRequest;
import io.palebluedot.proto.hardware.v1.SetExportersRequest;
import io.palebluedot.proto.hardware.v1.SetPowerRequest;
import io.palebluedot.proto.hardware.v1.UpdateFirmwareRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@GrpcService
class HardwareGrpcApi implements HardwareService {

    private final OperationService operations;
    private final BiosOperation bios;
    private final RegistrationService registration;

    HardwareGrpcApi(OperationService operations, BiosOperation bios, RegistrationService registration) {
        this.operations = operations;
        this.bios = bios;
        this.registration = registration;
    }

    @Override
    public Uni<Operation> setPower(SetPowerRequest r) {
        String who = Callers.changer().id();
        return ask(PowerOperation.wish(Callers.server(r.getServerId()), r.getAction(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Operation> setBoot(SetBootRequest r) {
        String who = Callers.changer().id();
        var id = Callers.server(r.getServerId());
        return ask(BootOperation.wish(id, r.getTarget(), r.getOnce(), r.getPowerCycle(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Operation> setBios(SetBiosRequest r) {
        String who = Callers.changer().id();
        var attributes = Structs.flat(r.getAttributes());
        if (attributes.size() != r.getAttributes().getFieldsCount()) {
            throw Failures.invalid("attributes", "values must be text, numbers or booleans");
        }
        return ask(BiosOperation.wish(Callers.server(r.getServerId()), attributes, who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<BiosSettings> getBios(ServerTarget r) {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.VIEWER, Role.SERVICE);
        return bios.read(r.getServerId())
                .map(reading -> BiosSettings.newBuilder()
                        .setServerId(r.getServerId())
                        .setAttributes(Structs.of(reading.attributes()))
                        .setPending(Structs.of(reading.pending()))
                        .build())
                .onFailure(BmcFailure.class)
                .transform(BmcQuestions::failure);
    }

    @Override
    public Uni<Operation> updateFirmware(UpdateFirmwareRequest r) {
        String who = Callers.changer().id();
        var wish = FirmwareWish.of(r.getComponent(), r.getImageUri(), r.getChecksum(), r.getApplyTime());
        return ask(wish.asOperation(Callers.server(r.getServerId()), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Operation> applyGpuConfig(ApplyGpuConfigRequest r) {
        String who = Callers.changer().id();
        var gpu = new GpuRef(
                orNull(r.getGpuSerial()), orNull(r.getGpuSlot()), r.getGpuIndex(), orNull(r.getGnmiDeviceId()));
        var wish = new GpuWish(
                gpu,
                r.hasPowerLimitWatts() ? Integer.valueOf(r.getPowerLimitWatts()) : null,
                r.hasMemoryClockMhz() ? Integer.valueOf(r.getMemoryClockMhz()) : null,
                r.getDriverConfigMap());
        return ask(wish.asOperation(Callers.server(r.getServerId()), r.getGpuId(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Operation> inspectServer(ServerTarget r) {
        String who = Callers.changer().id();
        return ask(NewOperation.of(OperationKind.INSPECT, Callers.server(r.getServerId()), Map.of(), who, ""));
    }

    @Override
    public Uni<Operation> registerBmc(RegisterBmcRequest r) {
        String who = Callers.changer().id();
        if (!Ids.isId(r.getServerId())) {
            throw Failures.invalid("server_id", "must be a UUID");
        }
        if (r.getUsername().isEmpty() || r.getPassword().isEmpty()) {
            throw Failures.invalid("username", "username and password are required");
        }
        return registration
                .register(
                        UUID.fromString(r.getServerId()),
                        r.getAddress(),
                        r.getPortsMap(),
                        new Login(r.getUsername(), r.getPassword()),
                        r.getProtocolsList(),
                        who)
                .map(OperationProto::of);
    }

    @Override
    public Uni<ServerTarget> forgetBmc(ServerTarget r) {
        Callers.changer();
        return registration.forget(r.getServerId()).replaceWith(r);
    }

    @Override
    public Uni<ServerTarget> setExporters(SetExportersRequest r) {
        Callers.changer();
        return registration
                .setExporters(r.getServerId(), r.getDcgmExporterUrl(), r.getNodeExporterUrl())
                .replaceWith(
                        ServerTarget.newBuilder().setServerId(r.getServerId()).build());
    }

    private Uni<Operation> ask(NewOperation wish) {
        return operations.ask(wish).map(OperationProto::of);
    }

    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
