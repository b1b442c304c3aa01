package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Multi;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Listens to what a BMC tells by itself. Events get lost and can be wrong: each is a hint to look, never a fact. */
public interface EventHints {

    /** What comes from a stream. */
    sealed interface Told {

        /** The stream stands; comes once, first. */
        record Listening() implements Told {}

        /**
         * Something happened, in the BMC's own words, shortened; what it did not say is absent.
         *
         * @param about message id of a registry
         * @param origin path of the resource that it is about
         */
        record Hint(
                @Nullable String about,
                @Nullable String severity,
                @Nullable String origin,
                @Nullable Instant at) implements Told {}

        /** So many records could not be understood and were skipped. */
        record Malformed(int count) implements Told {}
    }

    /**
     * Opens a stream beside whatever else is asked of the BMC; cancelling closes it. Completes when the BMC ends it; fails with
     * {@link BmcFailure}: UNREACHABLE when it breaks or is silent for too long, UNSUPPORTED where the BMC has no stream, BUSY where it has no free one. However much comes, only
     * few hints a second are passed on in full.
     */
    Multi<Told> listen(Bmc bmc);
}
