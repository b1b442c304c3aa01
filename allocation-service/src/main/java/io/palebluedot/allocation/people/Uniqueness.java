package io.palebluedot.allocation.people;

import io.vertx.pgclient.PgException;
import jakarta.persistence.OptimisticLockException;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;

/** What Hibernate throws when somebody else was first. */
final class Uniqueness {

    private static final String UNIQUE_VIOLATION = "23505";

    private Uniqueness() {}

    static boolean violated(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgException pg && UNIQUE_VIOLATION.equals(pg.getSqlState())) {
                return true;
            }
            if (cause instanceof ConstraintViolationException violation
                    && UNIQUE_VIOLATION.equals(violation.getSQLState())) {
                return true;
            }
        }
        return false;
    }

    static boolean raced(Throwable failure) {
        return failure instanceof OptimisticLockException || failure instanceof StaleStateException;
    }
}
