package io.palebluedot.paging;

import io.palebluedot.proto.common.v1.PageInfo;
import java.util.List;
import java.util.function.Function;

/** One page of a list, with the total and where the next page begins. */
public record Slice<T>(List<T> items, PageInfo info) {

    public <R> Slice<R> map(Function<T, R> mapper) {
        return new Slice<>(items.stream().map(mapper).toList(), info);
    }
}
