package io.palebluedot.gateway.bmc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.proto.inventory.v1.Server;
import io.palebluedot.proto.inventory.v1.ServerState;
import io.palebluedot.rpc.FailureException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BmcRequestsTest {

    @Test
    void aBootRequestHasATargetOrAnOrder() {
        assertThat(new BmcRequests.Boot("Pxe", true, null, null).targetOrEmpty())
                .isEqualTo("Pxe");
        assertThat(new BmcRequests.Boot(null, null, null, List.of("Boot0001")).targetOrEmpty())
                .isEmpty();
        assertThatThrownBy(() -> new BmcRequests.Boot(null, null, null, null).targetOrEmpty())
                .isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> new BmcRequests.Boot("Pxe", null, null, List.of("Boot0001")).targetOrEmpty())
                .isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> new BmcRequests.Boot(null, true, null, List.of("Boot0001")).targetOrEmpty())
                .isInstanceOf(FailureException.class);
    }

    @Test
    void rawOctetsAreReadFromHexadecimal() {
        assertThat(new BmcRequests.Raw(6, 1, "0aFF").request("s").getData().toByteArray())
                .containsExactly(0x0A, 0xFF);
    }

    @ParameterizedTest
    @EnumSource(names = {"SERVER_STATE_RESERVED", "SERVER_STATE_DEPLOYING", "SERVER_STATE_ACTIVE"})
    void volumesOfAnAllocatedServerStayAsTheyAre(ServerState state) {
        var server = Server.newBuilder().setState(state).build();
        assertThatThrownBy(() -> StorageResource.refuseInUse(server)).isInstanceOf(FailureException.class);
    }

    @Test
    void volumesOfAnAvailableServerMayChange() {
        var server =
                Server.newBuilder().setState(ServerState.SERVER_STATE_AVAILABLE).build();
        assertThatCode(() -> StorageResource.refuseInUse(server)).doesNotThrowAnyException();
    }
}
