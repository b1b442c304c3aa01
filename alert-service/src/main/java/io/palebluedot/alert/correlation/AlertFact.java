package io.palebluedot.alert.correlation;

import io.palebluedot.alert.lifecycle.Severity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What correlation needs to know of an alert; whatever is not known of its place is null and counts for nothing.
 *
 * @param xid the Xid that it tells of
 * @param feed power feed or PDU, where somebody labelled it
 * @param inBandAlive does the server's own system still send samples
 */
public record AlertFact(
        String id,
        String name,
        Severity severity,
        String summary,
        Instant startedAt,
        @Nullable String serverId,
        @Nullable String gpuId,
        @Nullable String rack,
        @Nullable String nvlinkDomain,
        @Nullable String feed,
        @Nullable Integer xid,
        @Nullable Boolean inBandAlive) {

    boolean named(String ruleName) {
        return name.equals(ruleName);
    }

    boolean xidIs(int... codes) {
        if (xid == null) {
            return false;
        }
        for (int code : codes) {
            if (xid == code) {
                return true;
            }
        }
        return false;
    }

    boolean sameGpu(AlertFact other) {
        return gpuId != null && gpuId.equals(other.gpuId);
    }

    boolean sameServer(AlertFact other) {
        return serverId != null && serverId.equals(other.serverId);
    }

    boolean sameNvlinkDomain(AlertFact other) {
        return nvlinkDomain != null && nvlinkDomain.equals(other.nvlinkDomain);
    }

    boolean sameRack(AlertFact other) {
        return rack != null && rack.equals(other.rack);
    }
}
