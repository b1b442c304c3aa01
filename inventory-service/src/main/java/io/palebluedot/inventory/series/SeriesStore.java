package io.palebluedot.inventory.series;

import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.UUID;

/** Where samples are kept: PostgreSQL, or a time series database. */
public interface SeriesStore {

    /** Takes samples; writing them twice stores them once. */
    Uni<Void> write(List<Sample> samples);

    /** Averages per bucket; metrics without a value in the window are left out. */
    Uni<List<Series>> read(UUID objectId, Window window);

    /** The newest sample of each source; empty when there is none of today. */
    Uni<List<Sample>> latest(UUID objectId);
}
