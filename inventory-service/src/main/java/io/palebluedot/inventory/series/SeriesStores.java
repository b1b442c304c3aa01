package io.palebluedot.inventory.series;

import io.palebluedot.inventory.InventoryConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;

/** Chooses the store by configuration. */
class SeriesStores {

    @Produces
    @ApplicationScoped
    SeriesStore store(InventoryConfig config, PostgresSeries postgres, InfluxSeries influx) {
        return config.influx().url().filter(url -> !url.isBlank()).isPresent() ? influx : postgres;
    }
}
