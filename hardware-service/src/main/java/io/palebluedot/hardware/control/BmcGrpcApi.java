package io.palebluedot.hardware.control;

import com.google.protobuf.ByteString;
import io.palebluedot.hardware.boot.BootOrderOperation;
import io.palebluedot.hardware.driver.BootControl;
import io.palebluedot.hardware.driver.BootOrder;
import io.palebluedot.hardware.driver.BootOrder.OrderReading;
import io.palebluedot.hardware.driver.EventLogReader;
import io.palebluedot.hardware.driver.RaidVolumes;
import io.palebluedot.hardware.driver.RaidVolumes.VolumeWish;
import io.palebluedot.hardware.driver.RawCommand;
import io.palebluedot.hardware.driver.VirtualMedia;
import io.palebluedot.hardware.media.EjectMediaOperation;
import io.palebluedot.hardware.media.InsertMediaOperation;
import io.palebluedot.hardware.operation.NewOperation;
import io.palebluedot.hardware.operation.OperationProto;
import io.palebluedot.hardware.operation.OperationService;
import io.palebluedot.hardware.storage.CreateVolumeOperation;
import io.palebluedot.hardware.storage.DeleteVolumeOperation;
import io.palebluedot.proto.hardware.v1.Bmc;
import io.palebluedot.proto.hardware.v1.BmcService;
import io.palebluedot.proto.hardware.v1.BootSettings;
import io.palebluedot.proto.hardware.v1.CreateVolumeRequest;
import io.palebluedot.proto.hardware.v1.DeleteVolumeRequest;
import io.palebluedot.proto.hardware.v1.EjectMediaRequest;
import io.palebluedot.proto.hardware.v1.EventLog;
import io.palebluedot.proto.hardware.v1.InsertMediaRequest;
import io.palebluedot.proto.hardware.v1.MediaDrives;
import io.palebluedot.proto.hardware.v1.Operation;
import io.palebluedot.proto.hardware.v1.RawAnswer;
import io.palebluedot.proto.hardware.v1.ReadEventLogRequest;
import io.palebluedot.proto.hardware.v1.SendRawRequest;
import io.palebluedot.proto.hardware.v1.ServerTarget;
import io.palebluedot.proto.hardware.v1.SetBootOrderRequest;
import io.palebluedot.proto.hardware.v1.Storage;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;

@GrpcService
class BmcGrpcApi implements BmcService {

    private static final Logger LOG = Logger.getLogger(BmcGrpcApi.class);
    private static final int USUAL_ENTRIES = 100;
    private static final int MOST_ENTRIES = 1_000;

    private final BmcQuestions bmcs;
    private final OperationService operations;

    BmcGrpcApi(BmcQuestions bmcs, OperationService operations) {
        this.bmcs = bmcs;
        this.operations = operations;
    }

    @Override
    public Uni<Bmc> getBmc(ServerTarget r) {
        reader();
        return bmcs.known(r.getServerId());
    }

    @Override
    public Uni<BootSettings> getBoot(ServerTarget r) {
        reader();
        return bmcs.ask(r.getServerId(), BootControl.class, BootControl::readBoot)
                .chain(boot -> bmcs.ask(r.getServerId(), BootOrder.class, BootOrder::readOrder)
                        .onFailure(BmcGrpcApi::unsupported)
                        .recoverWithItem(() -> new OrderReading(List.of(), List.of()))
                        .map(order -> BmcProto.boot(r.getServerId(), boot, order)));
    }

    /** A BMC without an order of its own, such as one of IPMI, still has a boot target. */
    private static boolean unsupported(Throwable e) {
        return e instanceof FailureException f && f.failure().code().equals("CAPABILITY_UNSUPPORTED");
    }

    @Override
    public Uni<Operation> setBootOrder(SetBootOrderRequest r) {
        String who = Callers.changer().id();
        return ask(BootOrderOperation.wish(server(r.getServerId()), r.getOrderList(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<EventLog> readEventLog(ReadEventLogRequest r) {
        reader();
        if (r.getLimit() < 0 || r.getLimit() > MOST_ENTRIES) {
            throw Failures.invalid("limit", "must be 1 to " + MOST_ENTRIES);
        }
        int limit = r.getLimit() == 0 ? USUAL_ENTRIES : r.getLimit();
        return bmcs.ask(r.getServerId(), EventLogReader.class, (log, bmc) -> log.readLog(bmc, limit))
                .map(log -> BmcProto.log(r.getServerId(), log));
    }

    @Override
    public Uni<MediaDrives> listMedia(ServerTarget r) {
        reader();
        return bmcs.ask(r.getServerId(), VirtualMedia.class, VirtualMedia::readDrives)
                .map(drives -> BmcProto.media(r.getServerId(), drives));
    }

    @Override
    public Uni<Operation> insertMedia(InsertMediaRequest r) {
        String who = Callers.changer().id();
        var id = server(r.getServerId());
        return ask(InsertMediaOperation.wish(id, r.getType(), r.getImageUri(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Operation> ejectMedia(EjectMediaRequest r) {
        String who = Callers.changer().id();
        return ask(EjectMediaOperation.wish(server(r.getServerId()), r.getDrive(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Storage> listStorage(ServerTarget r) {
        reader();
        return bmcs.ask(r.getServerId(), RaidVolumes.class, RaidVolumes::readStorage)
                .map(controllers -> BmcProto.storage(r.getServerId(), controllers));
    }

    @Override
    public Uni<Operation> createVolume(CreateVolumeRequest r) {
        String who = Callers.changer().id();
        if (r.getCapacityBytes() < 0) {
            throw Failures.invalid("capacity_bytes", "must not be negative");
        }
        var volume = new VolumeWish(
                r.getController(),
                r.getName(),
                r.getRaidType(),
                List.copyOf(r.getDrivesList()),
                r.getCapacityBytes() == 0 ? null : Long.valueOf(r.getCapacityBytes()));
        return ask(CreateVolumeOperation.wish(server(r.getServerId()), volume, who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<Operation> deleteVolume(DeleteVolumeRequest r) {
        String who = Callers.changer().id();
        var id = server(r.getServerId());
        return ask(DeleteVolumeOperation.wish(id, r.getController(), r.getVolume(), who, r.getIdempotencyKey()));
    }

    @Override
    public Uni<RawAnswer> sendRaw(SendRawRequest r) {
        var caller = Caller.current();
        caller.require(Role.ADMIN);
        RawRules.check(r.getNetworkFunction(), r.getCommand(), r.getData().size());
        LOG.infof(
                "raw IPMI command by %s to server %s: network function 0x%02x, command 0x%02x, %d octets",
                caller.id(),
                server(r.getServerId()),
                r.getNetworkFunction(),
                r.getCommand(),
                r.getData().size());
        var data = Buffer.buffer(r.getData().toByteArray());
        return bmcs.ask(
                        r.getServerId(),
                        RawCommand.class,
                        (raw, bmc) -> raw.send(bmc, r.getNetworkFunction(), r.getCommand(), data))
                .map(answer -> RawAnswer.newBuilder()
                        .setServerId(r.getServerId())
                        .setCompletionCode(answer.completionCode())
                        .setData(ByteString.copyFrom(answer.data().getBytes()))
                        .build());
    }

    private Uni<Operation> ask(NewOperation wish) {
        return operations.ask(wish).map(OperationProto::of);
    }

    private static void reader() {
        Caller.current().require(Role.ADMIN, Role.OPERATOR, Role.VIEWER, Role.SERVICE);
    }

    private static UUID server(String id) {
        return Callers.server(id);
    }
}
