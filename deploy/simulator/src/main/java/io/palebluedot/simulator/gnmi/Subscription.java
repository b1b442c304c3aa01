package io.palebluedot.simulator.gnmi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.gnmi.proto.Notification;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.SubscribeRequest;
import com.github.gnmi.proto.SubscribeResponse;
import com.github.gnmi.proto.SubscriptionList;
import com.github.gnmi.proto.SubscriptionMode;
import com.github.gnmi.proto.Update;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One Subscribe call: ONCE, POLL, or STREAM with ON_CHANGE and SAMPLE (gNMI specification, 3.5). */
final class Subscription implements StreamObserver<SubscribeRequest> {

    private static final long LOOK_MS = 200;
    private static final long LEAST_SAMPLE_MS = 200;
    private static final long USUAL_SAMPLE_MS = 10_000;

    private final Switch leaf;
    private final ScheduledExecutorService timers;
    private final StreamObserver<SubscribeResponse> answers;
    private final Map<Path, JsonNode> told = new HashMap<>();
    private final List<Future<?>> running = new ArrayList<>();
    private @Nullable SubscriptionList wish;
    private boolean over;

    Subscription(Switch leaf, ScheduledExecutorService timers, StreamObserver<SubscribeResponse> answers) {
        this.leaf = leaf;
        this.timers = timers;
        this.answers = answers;
        if (answers instanceof ServerCallStreamObserver<SubscribeResponse> call) {
            call.setOnCancelHandler(this::end);
        }
    }

    @Override
    public synchronized void onNext(SubscribeRequest request) {
        try {
            if (request.hasSubscribe() && wish == null) {
                begin(request.getSubscribe());
            } else if (request.hasPoll() && wish != null && wish.getMode() == SubscriptionList.Mode.POLL) {
                everything(wish);
            } else {
                throw Status.INVALID_ARGUMENT
                        .withDescription("one subscription, then polls of one that is polled")
                        .asRuntimeException();
            }
        } catch (StatusRuntimeException e) {
            end();
            answers.onError(e);
        }
    }

    private void begin(SubscriptionList list) {
        GnmiService.check(list.getEncoding());
        wish = list;
        everything(list);
        switch (list.getMode()) {
            case ONCE -> {
                end();
                answers.onCompleted();
            }
            case STREAM -> list.getSubscriptionList().forEach(each -> stream(list, each));
            default -> {
                // The client asks.
            }
        }
    }

    private void stream(SubscriptionList list, com.github.gnmi.proto.Subscription one) {
        boolean samples = one.getMode() == SubscriptionMode.SAMPLE;
        long asked = TimeUnit.NANOSECONDS.toMillis(one.getSampleInterval());
        long period = samples ? Math.max(LEAST_SAMPLE_MS, asked == 0 ? USUAL_SAMPLE_MS : asked) : LOOK_MS;
        running.add(timers.scheduleAtFixedRate(() -> tell(list, one, samples), period, period, TimeUnit.MILLISECONDS));
    }

    private void everything(SubscriptionList list) {
        list.getSubscriptionList().forEach(one -> tell(list, one, true));
        answers.onNext(SubscribeResponse.newBuilder().setSyncResponse(true).build());
    }

    /** All that the path leads to now; else only what differs from what was told last. */
    private synchronized void tell(SubscriptionList list, com.github.gnmi.proto.Subscription one, boolean all) {
        if (over) {
            return;
        }
        ObjectNode tree = leaf.alone(leaf::tree);
        Notification.Builder news = Notification.newBuilder().setTimestamp(GnmiService.nanos(leaf.now()));
        for (Selection.Found found : Selection.of(tree, list.getPrefix(), one.getPath())) {
            JsonNode before = told.put(found.path(), found.node());
            if (all || !found.node().equals(before)) {
                news.addUpdate(
                        Update.newBuilder().setPath(found.path()).setVal(Values.of(found.node(), list.getEncoding())));
            }
        }
        if (news.getUpdateCount() > 0) {
            answers.onNext(SubscribeResponse.newBuilder().setUpdate(news).build());
        }
    }

    private synchronized void end() {
        over = true;
        running.forEach(timer -> timer.cancel(false));
        running.clear();
    }

    @Override
    public void onError(Throwable e) {
        end();
    }

    @Override
    public synchronized void onCompleted() {
        if (!over) {
            end();
            answers.onCompleted();
        }
    }
}
