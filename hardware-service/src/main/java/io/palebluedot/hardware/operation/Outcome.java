package io.palebluedot.hardware.operation;

import io.palebluedot.hardware.driver.BmcFailure;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import java.util.Map;
import java.util.function.Function;

/** How a run ended. */
public sealed interface Outcome {

    /** Done; {@code effect} is applied in the transaction that ends the operation, hence once. */
    record Done(Map<String, Object> result, Function<SqlConnection, Uni<Void>> effect) implements Outcome {}

    /** Not done. */
    record Failed(String code, String cause, boolean passing) implements Outcome {}

    /** Another worker has the operation now; nothing may be written. */
    record Lost() implements Outcome {}

    static Outcome done(Map<String, Object> result) {
        return new Done(result, tx -> Uni.createFrom().voidItem());
    }

    static Outcome failed(String code, String cause) {
        return new Failed(code, cause, false);
    }

    /** What an exception means; unknown ones keep their text to themselves. */
    static Outcome of(Throwable e) {
        return switch (e) {
            case BmcFailure f -> new Failed(f.kind().code(), f.text(), f.kind().passing());
            case LeaseLost lost -> new Lost();
            case OperationFailure f -> new Failed(f.code(), f.text(), false);
            default -> new Failed("INTERNAL", "internal error", false);
        };
    }
}
