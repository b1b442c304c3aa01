package io.palebluedot.hardware.driver.gnmi;

import com.github.gnmi.proto.Notification;
import com.github.gnmi.proto.Path;
import com.github.gnmi.proto.PathElem;
import com.github.gnmi.proto.TypedValue;
import com.github.gnmi.proto.Update;
import com.github.gnmi.proto.Value;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.gnmi.GnmiPath.Elem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.function.Consumer;

/** From a notification on the wire to canonical leaves; also of targets that still speak gNMI 0.2 and 0.3. */
final class NotificationReader {

    private final int maxLeaves;

    /** A reader that fails with MALFORMED for notifications of more leaves. */
    NotificationReader(int maxLeaves) {
        this.maxLeaves = maxLeaves;
    }

    GnmiNotification read(Notification wire) {
        var prefix = path(wire.getPrefix());
        var leaves = new ArrayList<Leaf>();
        Consumer<Leaf> sink = leaf -> {
            if (leaves.size() == maxLeaves) {
                throw new BmcFailure(
                        BmcFailure.Kind.MALFORMED, GnmiFailures.TOO_LARGE + " than " + maxLeaves + " leaves");
            }
            leaves.add(leaf);
        };
        for (var update : wire.getUpdateList()) {
            TypedValues.each(prefix.plus(path(update.getPath())), value(update), sink);
        }
        var deletes = wire.getDeleteList().stream()
                .map(gone -> prefix.plus(path(gone)).canonical())
                .toList();
        return new GnmiNotification(
                Instant.ofEpochSecond(0, wire.getTimestamp()), prefix.canonical(), wire.getAtomic(), deletes, leaves);
    }

    private static TypedValue value(Update update) {
        return update.hasVal() || !update.hasValue() ? update.getVal() : old(update.getValue());
    }

    private static TypedValue old(Value value) {
        var typed = TypedValue.newBuilder();
        return switch (value.getType()) {
            case JSON -> typed.setJsonVal(value.getValue()).build();
            case JSON_IETF -> typed.setJsonIetfVal(value.getValue()).build();
            case ASCII -> typed.setAsciiVal(value.getValue().toStringUtf8()).build();
            case BYTES, PROTO, UNRECOGNIZED ->
                typed.setBytesVal(value.getValue()).build();
        };
    }

    /** A path as it is on the wire. */
    static GnmiPath path(Path wire) {
        if (wire.getElemCount() == 0 && wire.getElementCount() > 0) {
            return old(wire);
        }
        var elems = new ArrayList<Elem>();
        for (var elem : wire.getElemList()) {
            elems.add(new Elem(elem.getName(), elem.getKeyMap()));
        }
        return new GnmiPath(wire.getOrigin(), elems);
    }

    private static GnmiPath old(Path wire) {
        try {
            return new GnmiPath(
                    wire.getOrigin(),
                    GnmiPath.parse("/" + String.join("/", wire.getElementList()))
                            .elems());
        } catch (IllegalArgumentException e) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "a path cannot be read", e);
        }
    }

    /** A path for the wire. */
    static Path wire(GnmiPath path) {
        var wire = Path.newBuilder().setOrigin(path.origin());
        for (var elem : path.elems()) {
            wire.addElem(PathElem.newBuilder().setName(elem.name()).putAllKey(elem.keys()));
        }
        return wire.build();
    }
}
