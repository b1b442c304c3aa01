package io.palebluedot.hardware.operation;

import io.palebluedot.hardware.driver.Attempt;
import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One run of an operation by one worker; every write passes the fencing token. */
public final class Run {

    private static final int MAX_ATTEMPTS_KEPT = 50;

    private final Operation operation;
    private final OperationLedger ledger;
    private final List<Attempt> attempts;
    private final Map<String, Object> checkpoint;

    Run(Operation operation, OperationLedger ledger) {
        this.operation = operation;
        this.ledger = ledger;
        this.attempts = new ArrayList<>(operation.attempts());
        this.checkpoint = new HashMap<>(operation.checkpoint());
    }

    public Operation operation() {
        return operation;
    }

    /** The operation's server; only for kinds that have one. */
    public String serverId() {
        return Objects.requireNonNull(operation.server());
    }

    public @Nullable String text(String parameter) {
        Object value = operation.parameters().get(parameter);
        return value == null ? null : value.toString();
    }

    /** A list of texts; empty when there is none. */
    public List<String> texts(String parameter) {
        return operation.parameters().get(parameter) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Numbers by name; empty when there are none. */
    public Map<String, Integer> numbers(String parameter) {
        var numbers = new HashMap<String, Integer>();
        if (operation.parameters().get(parameter) instanceof Map<?, ?> map) {
            map.forEach((name, value) -> numbers.put(String.valueOf(name), ((Number) value).intValue()));
        }
        return numbers;
    }

    public @Nullable Integer integer(String parameter) {
        return operation.parameters().get(parameter) instanceof Number n ? n.intValue() : null;
    }

    /** Notes a try of a driver; kept with the operation. */
    public void note(Attempt attempt) {
        synchronized (attempts) {
            if (attempts.size() < MAX_ATTEMPTS_KEPT || !attempt.answered()) {
                attempts.add(attempt);
            }
            if (attempts.size() > MAX_ATTEMPTS_KEPT) {
                attempts.removeFirst();
            }
        }
    }

    List<Attempt> attempts() {
        synchronized (attempts) {
            return List.copyOf(attempts);
        }
    }

    /** What this or an earlier run noted. */
    public @Nullable Object checkpoint(String key) {
        return checkpoint.get(key);
    }

    /** Notes something before it is done, so that a later run knows of it; fails when the operation is another worker's. */
    public Uni<Void> checkpoint(String key, Object value) {
        checkpoint.put(key, value);
        return ledger.checkpoint(operation, checkpoint);
    }

    /** 0 to 100; fails when the operation is another worker's. */
    public Uni<Void> progress(int percent) {
        return ledger.progress(operation, percent);
    }

    /** What was sealed with the operation. */
    public Uni<String> secret() {
        return ledger.secret(operation.id());
    }
}
