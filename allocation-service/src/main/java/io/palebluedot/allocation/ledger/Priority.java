package io.palebluedot.allocation.ledger;

/** Order in which waiting requests are served; the first first. */
public enum Priority {
    RESERVED(1),
    ON_DEMAND(2),
    PREEMPTIBLE(3);

    private final int rank;

    Priority(int rank) {
        this.rank = rank;
    }

    public int rank() {
        return rank;
    }

    public static Priority ofRank(int rank) {
        return values()[rank - 1];
    }
}
