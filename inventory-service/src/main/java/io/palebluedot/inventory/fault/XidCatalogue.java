package io.palebluedot.inventory.fault;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Xids after which a GPU is out of service. */
final class XidCatalogue {

    private static final Map<Integer, String> OUT_OF_SERVICE = read();

    private XidCatalogue() {}

    /** What happened, for an Xid that takes the GPU out of service; empty for one that does not. */
    static Optional<String> outOfService(int code) {
        return Optional.ofNullable(OUT_OF_SERVICE.get(code));
    }

    private static Map<Integer, String> read() {
        try (var in = XidCatalogue.class.getResourceAsStream("/catalogue/xid-out-of-service.csv")) {
            if (in == null) {
                throw new IllegalStateException("resource /catalogue/xid-out-of-service.csv is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .collect(Collectors.toUnmodifiableMap(f -> Integer.valueOf(f[0].strip()), f -> f[1].strip()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
