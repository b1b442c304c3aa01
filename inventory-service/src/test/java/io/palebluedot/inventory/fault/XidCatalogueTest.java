package io.palebluedot.inventory.fault;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class XidCatalogueTest {

    @Test
    void aGpuThatFellOffTheBusIsOutOfService() {
        assertThat(XidCatalogue.outOfService(79)).contains("GPU has fallen off the bus");
    }

    @Test
    void whatAProgramDidWrongLeavesTheGpuInService() {
        assertThat(XidCatalogue.outOfService(13)).isEmpty();
        assertThat(XidCatalogue.outOfService(31)).isEmpty();
        assertThat(XidCatalogue.outOfService(74)).isEmpty();
        assertThat(XidCatalogue.outOfService(9999)).isEmpty();
    }
}
