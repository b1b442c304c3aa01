package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.BmcFailure;
import java.time.Duration;
import java.time.Instant;

/** Keeps a refused login from being repeated for a growing while: repeating a wrong password locks the account. */
final class LoginPause {

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private volatile Instant notBefore = Instant.MIN;
    private volatile Duration next = FIRST;

    /** Throws UNAUTHORIZED during a pause. */
    void check() {
        if (Instant.now().isBefore(notBefore)) {
            throw new BmcFailure(
                    BmcFailure.Kind.UNAUTHORIZED, "login was refused; not tried again before " + notBefore);
        }
    }

    void refused() {
        notBefore = Instant.now().plus(next);
        var twice = next.multipliedBy(2);
        next = twice.compareTo(LONGEST) > 0 ? LONGEST : twice;
    }

    void accepted() {
        next = FIRST;
    }
}
