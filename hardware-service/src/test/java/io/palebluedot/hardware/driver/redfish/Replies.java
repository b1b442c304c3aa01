package io.palebluedot.hardware.driver.redfish;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Short ways to teach a {@link FakeBmc}: the host system is {@code /redfish/v1/Systems/1}. */
final class Replies {

    static final String SYSTEM = "/redfish/v1/Systems/1";

    private Replies() {}

    /** The path from the root to the host system, whose further properties are given. */
    static void system(FakeBmc bmc, String properties) {
        fixed(bmc, "/redfish/v1", "{\"Systems\":{\"@odata.id\":\"/redfish/v1/Systems\"}}");
        collection(bmc, "/redfish/v1/Systems", SYSTEM);
        fixed(bmc, SYSTEM, "{\"@odata.id\":\"" + SYSTEM + "\",\"Id\":\"1\"," + properties + "}");
    }

    static void fixed(FakeBmc bmc, String path, String body) {
        bmc.paths.put(path, e -> FakeBmc.send(e, 200, body));
    }

    static void collection(FakeBmc bmc, String path, String... members) {
        var list = new StringBuilder();
        for (String member : members) {
            list.append(list.isEmpty() ? "" : ",").append(link(member));
        }
        fixed(bmc, path, "{\"Members\":[" + list + "],\"Members@odata.count\":" + members.length + "}");
    }

    static String link(String path) {
        return "{\"@odata.id\":\"" + path + "\"}";
    }

    /** The last body that was sent so. */
    static String sent(FakeBmc bmc, String request) {
        return new String(Objects.requireNonNull(bmc.bodies.get(request), request), StandardCharsets.UTF_8);
    }
}
