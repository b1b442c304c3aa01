package io.palebluedot.alert.flow;

import io.palebluedot.testing.RealServers;
import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Rules' clocks run two hundred times as fast, sweeps come often. One application for all tests of the flow. */
public class QuickProfile implements QuarkusTestProfile {

    static final int GRPC_PORT = RealServers.freePort();

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "quarkus.grpc.server.port", Integer.toString(GRPC_PORT),
                "quarkus.grpc.server.test-port", Integer.toString(GRPC_PORT),
                "pbd.alert.rule-for-scale", "0.005",
                "pbd.alert.escalate-after", "4s",
                "pbd.alert.stale-after", "6s",
                "pbd.alert.sweep-every", "1s",
                "pbd.alert.correlate-every", "1s");
    }
}
