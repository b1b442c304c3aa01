package io.palebluedot.inventory.series;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.palebluedot.inventory.InventoryConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingDeque;
import org.jboss.logging.Logger;

/**
 * Sends queued lines in batches. 400: halved until the bad line is alone, which goes to the dead letters; 413: halved; 404 on v2: version 1's path
 * from then on; 429, 5xx and silence: the batch waits, for as long as Retry-After says. A full queue drops its oldest lines and counts them.
 */
@ApplicationScoped
class InfluxWriter {

    private static final Logger LOG = Logger.getLogger(InfluxWriter.class);
    private static final int BATCH = 5_000;
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private final InfluxHttp http;
    private final InventoryConfig.Influx config;
    private final DeadLines deadLines;
    private final LinkedBlockingDeque<String> queue;
    private final Counter stored;
    private final Counter dropped;
    private final Counter dead;
    private volatile Instant notBefore = Instant.EPOCH;
    private volatile boolean version1;

    InfluxWriter(InfluxHttp http, InventoryConfig config, DeadLines deadLines, MeterRegistry registry) {
        this.http = http;
        this.config = config.influx();
        this.deadLines = deadLines;
        this.queue = new LinkedBlockingDeque<>(Math.max(BATCH, this.config.queue()));
        this.stored = registry.counter("pbd.series.lines.stored", "store", "influx");
        this.dropped = registry.counter("pbd.series.lines.dropped", "store", "influx");
        this.dead = registry.counter("pbd.series.lines.dead", "store", "influx");
    }

    void add(List<String> lines) {
        for (String line : lines) {
            while (!queue.offerLast(line)) {
                if (queue.pollFirst() != null) {
                    dropped.increment();
                }
            }
        }
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    Uni<Void> flush() {
        if (!http.configured() || queue.isEmpty() || Instant.now().isBefore(notBefore)) {
            return Uni.createFrom().voidItem();
        }
        var batch = new ArrayList<String>(BATCH);
        queue.drainTo(batch, BATCH);
        return send(batch)
                .chain(() -> queue.size() >= BATCH ? flush() : Uni.createFrom().voidItem());
    }

    private Uni<Void> send(List<String> batch) {
        return post(batch).onItemOrFailure().transformToUni((response, failure) -> {
            if (failure != null) {
                return later(batch, PAUSE, failure.toString());
            }
            return answered(batch, response);
        });
    }

    private Uni<HttpResponse<String>> post(List<String> batch) {
        return version1
                ? http.write("/write", Map.of("db", config.bucket(), "precision", "ms"), batch)
                : http.write(
                        "/api/v2/write",
                        Map.of("org", config.org(), "bucket", config.bucket(), "precision", "ms"),
                        batch);
    }

    private Uni<Void> answered(List<String> batch, HttpResponse<String> response) {
        int status = response.statusCode();
        if (status / 100 == 2) {
            stored.increment(batch.size());
            return Uni.createFrom().voidItem();
        }
        if (status == 404 && !version1) {
            version1 = true;
            return send(batch);
        }
        if ((status == 400 || status == 413) && batch.size() > 1) {
            int half = batch.size() / 2;
            return send(batch.subList(0, half)).chain(() -> send(batch.subList(half, batch.size())));
        }
        if (status == 400 || status == 413) {
            return bury(batch.getFirst(), status + " " + response.body());
        }
        return later(batch, retryAfter(response), "status " + status);
    }

    private Uni<Void> later(List<String> batch, Duration pause, String why) {
        LOG.warnf("samples wait for the time series database lines=%d reason=%s", batch.size(), why);
        notBefore = Instant.now().plus(pause);
        for (int i = batch.size() - 1; i >= 0; i--) {
            if (!queue.offerFirst(batch.get(i))) {
                dropped.increment();
            }
        }
        return Uni.createFrom().voidItem();
    }

    private Uni<Void> bury(String line, String reason) {
        dead.increment();
        return deadLines.bury(line, reason);
    }

    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(text -> text.matches("[0-9]{1,4}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(PAUSE);
    }
}
