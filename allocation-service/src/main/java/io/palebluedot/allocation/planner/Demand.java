package io.palebluedot.allocation.planner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** How much is asked for. */
public sealed interface Demand {

    /** These GPUs and no others; ids or names. */
    record NamedGpus(List<String> refs) implements Demand {}

    /** Every GPU of one server; id or name. */
    record WholeServer(String ref) implements Demand {}

    /** Any {@code count} GPUs of one server; id or name. */
    record GpusOfServer(String ref, int count) implements Demand {}

    /** Any {@code count} GPUs of one model. */
    record Gpus(int count) implements Demand {}

    /** {@code count} servers of one model, each whole, or each with {@code gpusEach} GPUs. */
    record Servers(int count, @Nullable Integer gpusEach) implements Demand {}

    /** The servers and GPUs that are asked for by id or name; empty when any will do. */
    default List<String> refs() {
        return switch (this) {
            case NamedGpus named -> named.refs();
            case WholeServer whole -> List.of(whole.ref());
            case GpusOfServer part -> List.of(part.ref());
            case Gpus ignored -> List.of();
            case Servers ignored -> List.of();
        };
    }
}
