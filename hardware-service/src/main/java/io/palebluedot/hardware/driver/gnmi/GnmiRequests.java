package io.palebluedot.hardware.driver.gnmi;

import com.github.gnmi.proto.GetRequest;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.SetRequest;
import com.github.gnmi.proto.SubscribeRequest;
import com.github.gnmi.proto.Subscription;
import com.github.gnmi.proto.SubscriptionList;
import com.github.gnmi.proto.SubscriptionMode;
import com.github.gnmi.proto.Update;
import java.util.List;
import java.util.Optional;

/** Requests in the manner that a target wants. */
final class GnmiRequests {

    private GnmiRequests() {}

    static GetRequest get(GnmiPath path, Manner manner) {
        var request = GetRequest.newBuilder().setEncoding(manner.encoding()).addPath(NotificationReader.wire(path));
        prefix(manner).ifPresent(request::setPrefix);
        return request.build();
    }

    static SubscribeRequest once(GnmiPath path, Manner manner) {
        var list = list(manner)
                .setMode(SubscriptionList.Mode.ONCE)
                .addSubscription(Subscription.newBuilder().setPath(NotificationReader.wire(path)));
        return SubscribeRequest.newBuilder().setSubscribe(list).build();
    }

    static SubscribeRequest stream(List<GnmiPath> paths, Rhythm rhythm, Manner manner) {
        var list = list(manner).setMode(SubscriptionList.Mode.STREAM);
        for (var path : paths) {
            var subscription = Subscription.newBuilder().setPath(NotificationReader.wire(path));
            list.addSubscription(
                    switch (rhythm) {
                        case Rhythm.Sample sample ->
                            subscription
                                    .setMode(SubscriptionMode.SAMPLE)
                                    .setSampleInterval(sample.every().toNanos());
                        case Rhythm.OnChange changes -> subscription.setMode(SubscriptionMode.ON_CHANGE);
                    });
        }
        return SubscribeRequest.newBuilder().setSubscribe(list).build();
    }

    private static SubscriptionList.Builder list(Manner manner) {
        var list = SubscriptionList.newBuilder().setEncoding(manner.encoding());
        prefix(manner).ifPresent(list::setPrefix);
        return list;
    }

    static SetRequest set(List<Change> changes, Manner manner) {
        var request = SetRequest.newBuilder();
        prefix(manner).ifPresent(request::setPrefix);
        for (var change : changes) {
            switch (change) {
                case Change.Update u -> request.addUpdate(update(u.path(), u.value(), manner));
                case Change.Replace r -> request.addReplace(update(r.path(), r.value(), manner));
                case Change.Delete d -> request.addDelete(NotificationReader.wire(d.path()));
            }
        }
        return request.build();
    }

    private static Update update(GnmiPath path, GnmiValue value, Manner manner) {
        return Update.newBuilder()
                .setPath(NotificationReader.wire(path))
                .setVal(TypedValues.write(value, manner.encoding()))
                .build();
    }

    private static Optional<Path> prefix(Manner manner) {
        return manner.prefixTarget().isEmpty()
                ? Optional.empty()
                : Optional.of(Path.newBuilder().setTarget(manner.prefixTarget()).build());
    }
}
