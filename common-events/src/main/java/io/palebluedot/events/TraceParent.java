package io.palebluedot.events;

import io.opentelemetry.api.trace.Span;
import io.smallrye.common.vertx.VertxContext;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/** The W3C trace context of the work at hand: of the current span, else of the event that is being handled. */
public final class TraceParent {

    private static final String LOCAL_KEY = "pbd.traceparent";

    private TraceParent() {}

    /** {@code traceparent} to put on what this work causes; null when nothing is traced. */
    public static @Nullable String current() {
        var span = Span.current().getSpanContext();
        if (span.isValid()) {
            return "00-" + span.getTraceId() + "-" + span.getSpanId() + "-"
                    + span.getTraceFlags().asHex();
        }
        Context context = Vertx.currentContext();
        return context != null && VertxContext.isDuplicatedContext(context) ? context.getLocal(LOCAL_KEY) : null;
    }

    /** From here on, in this Vert.x context, work is caused by the given parent. */
    public static void continueFrom(@Nullable String traceparent) {
        Context context = Vertx.currentContext();
        if (traceparent != null && context != null && VertxContext.isDuplicatedContext(context)) {
            context.putLocal(LOCAL_KEY, traceparent);
        }
    }
}
