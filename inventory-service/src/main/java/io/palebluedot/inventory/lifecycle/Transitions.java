package io.palebluedot.inventory.lifecycle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A life cycle: all legal moves, and no others. */
public final class Transitions<S extends Enum<S>, T extends Enum<T>> {

    /** One legal move. */
    public record Row<S, T>(S from, T trigger, S to) {}

    private record Key<S, T>(S from, T trigger) {}

    private final S birth;
    private final List<Row<S, T>> rows;
    private final Map<Key<S, T>, S> targets = new HashMap<>();

    private Transitions(S birth, List<Row<S, T>> rows) {
        this.birth = birth;
        this.rows = List.copyOf(rows);
        for (Row<S, T> row : rows) {
            if (targets.put(new Key<>(row.from(), row.trigger()), row.to()) != null) {
                throw new IllegalArgumentException("two rows for " + row.from() + " " + row.trigger());
            }
        }
    }

    /** The state in which an object begins. */
    public S birth() {
        return birth;
    }

    public List<Row<S, T>> rows() {
        return rows;
    }

    /** Where the trigger leads; empty when the move is not legal. */
    public Optional<S> next(S from, T trigger) {
        return Optional.ofNullable(targets.get(new Key<>(from, trigger)));
    }

    static <S extends Enum<S>, T extends Enum<T>> Table<S, T> bornAs(S birth) {
        return new Table<>(birth);
    }

    /** Rows being written down. */
    static final class Table<S extends Enum<S>, T extends Enum<T>> {
        private final S birth;
        private final List<Row<S, T>> rows = new ArrayList<>();

        private Table(S birth) {
            this.birth = birth;
        }

        Table<S, T> row(S from, T trigger, S to) {
            rows.add(new Row<>(from, trigger, to));
            return this;
        }

        Table<S, T> rows(Set<S> from, T trigger, S to) {
            from.stream().sorted().forEach(state -> row(state, trigger, to));
            return this;
        }

        Transitions<S, T> build() {
            return new Transitions<>(birth, rows);
        }
    }
}
