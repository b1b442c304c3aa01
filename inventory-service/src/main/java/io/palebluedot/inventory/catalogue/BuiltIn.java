package io.palebluedot.inventory.catalogue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The tables that ship with the service. */
final class BuiltIn {

    private static final long GIB = 1L << 30;

    static final List<GpuModel> GPU_MODELS = read("gpu-models.csv", 6, BuiltIn::gpuModel);
    static final List<ServerSku> SERVER_SKUS =
            read("server-skus.csv", 3, f -> new ServerSku(f[0], Integer.parseInt(f[1]), absent(f[2])));

    private BuiltIn() {}

    private static GpuModel gpuModel(String[] fields) {
        String memory = absent(fields[3]);
        return new GpuModel(
                fields[1],
                fields[0],
                absent(fields[2]),
                memory == null ? null : Long.parseLong(memory) * GIB,
                number(fields[4]),
                number(fields[5]));
    }

    private static <T> List<T> read(String file, int columns, Function<String[], T> row) {
        try (var in = BuiltIn.class.getResourceAsStream("/catalogue/" + file)) {
            if (in == null) {
                throw new IllegalStateException("resource /catalogue/" + file + " is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> row.apply(line.split(",", columns)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable String absent(String text) {
        return text.isBlank() ? null : text.strip();
    }

    private static @Nullable Integer number(String text) {
        String present = absent(text);
        return present == null ? null : Integer.valueOf(present);
    }
}
