package io.palebluedot.inventory;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of inventory-service. */
@ConfigMapping(prefix = "pbd.inventory")
public interface InventoryConfig {

    /** A value older than this is called stale, and one source's values are not shown beside much newer ones of another. */
    @WithDefault("60s")
    Duration staleAfter();

    /** How long PostgreSQL keeps samples. */
    @WithDefault("14d")
    Duration sampleRetention();

    /** How often a server is inspected again before verifying or inspecting fails. */
    @WithDefault("2")
    int inspectionRetries();

    /** How often overdue states are looked for. */
    @WithDefault("10s")
    Duration sweepEvery();

    Influx influx();

    Parts parts();

    /** Thorough readings, which also tell the parts of servers. */
    interface Parts {

        /** How often the parts of a server are read. */
        @WithDefault("6h")
        Duration every();

        /** How long after its last reading a server is left alone. */
        @WithDefault("5m")
        Duration settle();

        /** Servers that are asked for at one sweep. */
        @WithDefault("20")
        int perSweep();
    }

    /** A time series database; without a URL samples go to PostgreSQL. */
    interface Influx {

        Optional<String> url();

        Optional<String> token();

        @WithDefault("pbd")
        String org();

        /** Bucket, or database of InfluxDB 1. */
        @WithDefault("pbd")
        String bucket();

        /** How it is read: {@code influxql} (InfluxDB) or {@code promql} (VictoriaMetrics). */
        @WithDefault("influxql")
        String read();

        /** Lines that wait to be written; when full the oldest are dropped and counted. */
        @WithDefault("200000")
        int queue();
    }
}
