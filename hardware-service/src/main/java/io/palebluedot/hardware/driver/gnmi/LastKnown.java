package io.palebluedot.hardware.driver.gnmi;

import io.palebluedot.hardware.driver.BmcFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is known of a tree from notifications that each tell a part of it, as ON_CHANGE does. For one subscriber at a time. */
final class LastKnown {

    private final Map<GnmiPath, GnmiValue> leaves = new LinkedHashMap<>();
    private final int maxLeaves;

    LastKnown(int maxLeaves) {
        this.maxLeaves = maxLeaves;
    }

    /** Deletes first, then updates; an atomic notification replaces everything below its prefix. Fails with MALFORMED when full. */
    void apply(GnmiNotification notification) {
        if (notification.atomic()) {
            remove(notification.prefix());
        }
        notification.deletes().forEach(this::remove);
        notification.leaves().forEach(leaf -> leaves.put(leaf.path(), leaf.value()));
        if (leaves.size() > maxLeaves) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, GnmiFailures.TOO_LARGE + " than " + maxLeaves + " leaves");
        }
    }

    private void remove(GnmiPath gone) {
        leaves.keySet().removeIf(leaf -> gone.covers(leaf) || gone.coversFlat(leaf));
    }

    List<Leaf> all() {
        return under(GnmiPath.ROOT);
    }

    List<Leaf> under(GnmiPath path) {
        return leaves.entrySet().stream()
                .filter(e -> path.covers(e.getKey()))
                .map(e -> new Leaf(e.getKey(), e.getValue()))
                .toList();
    }
}
