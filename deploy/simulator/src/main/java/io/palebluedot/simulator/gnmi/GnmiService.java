package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.gnmi.proto.CapabilityRequest;
import com.github.gnmi.proto.CapabilityResponse;
import com.github.gnmi.proto.Encoding;
import com.github.gnmi.proto.GetRequest;
import com.github.gnmi.proto.GetResponse;
import com.github.gnmi.proto.ModelData;
import com.github.gnmi.proto.Notification;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.SetRequest;
import com.github.gnmi.proto.SetResponse;
import com.github.gnmi.proto.SubscribeRequest;
import com.github.gnmi.proto.SubscribeResponse;
import com.github.gnmi.proto.Update;
import com.github.gnmi.proto.UpdateResult;
import com.github.gnmi.proto.gNMIGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** gNMI 0.10.0 of one switch: Capabilities, Get, Set and Subscribe. */
final class GnmiService extends gNMIGrpc.gNMIImplBase {

    private static final Set<Encoding> ENCODINGS = Set.of(Encoding.JSON, Encoding.JSON_IETF, Encoding.PROTO);
    private static final List<String> MODELS = List.of(
            "openconfig-system",
            "openconfig-interfaces",
            "openconfig-if-ethernet",
            "openconfig-vlan",
            "openconfig-platform",
            "openconfig-platform-transceiver",
            "openconfig-lldp");

    private final Switch leaf;
    private final ScheduledExecutorService timers;

    GnmiService(Switch leaf, ScheduledExecutorService timers) {
        this.leaf = leaf;
        this.timers = timers;
    }

    @Override
    public void capabilities(CapabilityRequest request, StreamObserver<CapabilityResponse> answer) {
        CapabilityResponse.Builder capabilities = CapabilityResponse.newBuilder()
                .setGNMIVersion("0.10.0")
                .addAllSupportedEncodings(ENCODINGS.stream().sorted().toList());
        MODELS.forEach(model -> capabilities.addSupportedModels(
                ModelData.newBuilder().setName(model).setOrganization("OpenConfig working group")));
        answer.onNext(capabilities.build());
        answer.onCompleted();
    }

    @Override
    public void get(GetRequest request, StreamObserver<GetResponse> answer) {
        try {
            check(request.getEncoding());
            ObjectNode tree = leaf.alone(leaf::tree);
            GetResponse.Builder all = GetResponse.newBuilder();
            for (Path path : request.getPathList()) {
                Notification.Builder told = Notification.newBuilder().setTimestamp(nanos(leaf.now()));
                for (Selection.Found found : Selection.of(tree, request.getPrefix(), path)) {
                    told.addUpdate(Update.newBuilder()
                            .setPath(found.path())
                            .setVal(Values.of(found.node(), request.getEncoding())));
                }
                if (told.getUpdateCount() == 0) {
                    throw Status.NOT_FOUND.withDescription("no such path").asRuntimeException();
                }
                all.addNotification(told);
            }
            answer.onNext(all.build());
            answer.onCompleted();
        } catch (StatusRuntimeException e) {
            answer.onError(e);
        }
    }

    @Override
    public void set(SetRequest request, StreamObserver<SetResponse> answer) {
        try {
            PortSettings.apply(leaf, request);
        } catch (StatusRuntimeException e) {
            answer.onError(e);
            return;
        }
        SetResponse.Builder done = SetResponse.newBuilder().setTimestamp(nanos(leaf.now()));
        request.getDeleteList().forEach(path -> done.addResponse(result(path, UpdateResult.Operation.DELETE)));
        request.getReplaceList().forEach(u -> done.addResponse(result(u.getPath(), UpdateResult.Operation.REPLACE)));
        request.getUpdateList().forEach(u -> done.addResponse(result(u.getPath(), UpdateResult.Operation.UPDATE)));
        answer.onNext(done.build());
        answer.onCompleted();
    }

    private static UpdateResult result(Path path, UpdateResult.Operation operation) {
        return UpdateResult.newBuilder().setPath(path).setOp(operation).build();
    }

    @Override
    public StreamObserver<SubscribeRequest> subscribe(StreamObserver<SubscribeResponse> answers) {
        return new Subscription(leaf, timers, answers);
    }

    static void check(Encoding encoding) {
        if (!ENCODINGS.contains(encoding)) {
            throw Status.UNIMPLEMENTED
                    .withDescription("encoding " + encoding + " is none of " + ENCODINGS)
                    .asRuntimeException();
        }
    }

    static long nanos(Instant at) {
        return TimeUnit.SECONDS.toNanos(at.getEpochSecond()) + at.getNano();
    }
}
