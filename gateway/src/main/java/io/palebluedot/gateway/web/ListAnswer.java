package io.palebluedot.gateway.web;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.palebluedot.proto.common.v1.PageInfo;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** One page of a list in the envelope that every success has. */
public record ListAnswer<T>(
        List<T> data,

        @Schema(description = "How many there are in all pages together", minimum = "0")
        long total,

        @JsonInclude(JsonInclude.Include.ALWAYS)
        @Schema(description = "Cursor of the next page; null on the last")
        @Nullable
        String next,

        @Schema(description = "Also in the header X-Request-Id") @Nullable
        String requestId,

        @Schema(description = "Name of the route that answered", examples = "gpu_list") @Nullable
        String operation)
        implements Enveloped {

    /** What a service listed, each item shown by {@code view}. */
    public static <P, T> ListAnswer<T> of(List<P> items, PageInfo page, Function<P, T> view) {
        return new ListAnswer<>(
                items.stream().map(view).toList(), page.getTotal(), Wire.text(page.getNext()), null, null);
    }

    /** A list that is always whole. */
    public static <P, T> ListAnswer<T> whole(List<P> items, Function<P, T> view) {
        return new ListAnswer<>(items.stream().map(view).toList(), items.size(), null, null, null);
    }

    @Override
    public ListAnswer<T> stamped(String id, String route) {
        return new ListAnswer<>(data, total, next, id, route);
    }

    @Override
    @JsonIgnore
    @Schema(hidden = true)
    public Outcome outcome() {
        return Outcome.OK;
    }
}
