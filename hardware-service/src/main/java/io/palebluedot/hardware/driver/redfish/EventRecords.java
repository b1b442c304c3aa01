package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.EventHints.Told;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns the pieces of one event stream into hints (DSP0266 13.5, Event.v1). Looks into so many events a second; of the others it tells only
 * that they came. What is no Event is counted and skipped. Reports of metrics are neither hints nor broken.
 */
final class EventRecords {

    /** Events that are looked into within one second. */
    static final int PER_SECOND = 20;

    private static final int MAX_RECORDS = 16;
    private static final int MAX_TEXT = 128;

    private final ServerSentEvents events = new ServerSentEvents(new Reader());
    private final LongSupplier clock;
    private long second = Long.MIN_VALUE;
    private int taken;
    private int malformed;
    private boolean unread;
    private List<Told> told = new ArrayList<>();

    /** {@code clock} tells milliseconds. */
    EventRecords(LongSupplier clock) {
        this.clock = clock;
    }

    /** What the piece completes. */
    List<Told> read(Buffer piece) {
        events.read(piece);
        if (unread) {
            told.add(new Told.Hint(null, null, null, null));
            unread = false;
        }
        if (malformed > 0) {
            told.add(new Told.Malformed(malformed));
            malformed = 0;
        }
        var all = told;
        told = new ArrayList<>();
        return all;
    }

    private boolean considered() {
        long now = clock.getAsLong() / 1_000;
        taken = now == second ? taken + 1 : 1;
        second = now;
        return taken <= PER_SECOND;
    }

    private void event(byte[] data) {
        try {
            var payload = new Resource("", RedfishJson.MAPPER.readTree(data));
            var records = payload.parts("Events");
            if (records.isEmpty() && payload.json().path("MetricValues").isMissingNode()) {
                malformed++;
            }
            records.stream().limit(MAX_RECORDS).forEach(this::hint);
        } catch (IOException e) {
            malformed++;
        }
    }

    private void hint(Resource event) {
        if (!event.present()) {
            malformed++;
            return;
        }
        String severity = GpuFacts.first(event.text("MessageSeverity"), event.text("Severity"));
        String origin = GpuFacts.first(event.text("OriginOfCondition", "@odata.id"), event.text("OriginOfCondition"));
        told.add(new Told.Hint(
                shortened(event.text("MessageId")),
                shortened(severity),
                shortened(Paths.of(Objects.requireNonNullElse(origin, ""))),
                time(event.text("EventTimestamp"))));
    }

    private static @Nullable String shortened(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String plain = text.replaceAll("\\p{Cntrl}", " ");
        return plain.length() <= MAX_TEXT ? plain : plain.substring(0, MAX_TEXT);
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private final class Reader implements ServerSentEvents.Listener {
        @Override
        public void event(byte[] data) {
            if (considered()) {
                EventRecords.this.event(data);
            } else {
                unread = true;
            }
        }

        @Override
        public void broken() {
            malformed++;
        }
    }
}
