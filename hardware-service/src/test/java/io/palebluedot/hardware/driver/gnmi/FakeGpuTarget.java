package io.palebluedot.hardware.driver.gnmi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;

/** A gNMI target with one GPU named {@code GPU-A}, whose power limit is what was set last. */
public final class FakeGpuTarget implements AutoCloseable {

    private static final String COMPONENTS = """
            {"/components":{"component":[{"name":"GPU-A","properties":{"property":[
              {"name":"power-limit","config":{"value":POWER}},
              {"name":"power-limit-min","state":{"value":200}},
              {"name":"power-limit-max","state":{"value":700}}]}}]}}""";

    private final FakeTarget target;

    public FakeGpuTarget(String host, int port) throws IOException {
        target = new FakeTarget(null, new InetSocketAddress(host, port));
        target.tree = request -> FakeSwitch.answer(request, tree());
    }

    private JsonNode tree() {
        try {
            return GnmiJson.MAPPER.readTree(COMPONENTS.replace("POWER", power()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As text. */
    public String power() {
        return FakeSwitch.lastSet(target, "power-limit]/config/value", "700");
    }

    @Override
    public void close() {
        target.close();
    }
}
