package io.palebluedot.events.jetstream;

import com.google.protobuf.InvalidProtocolBufferException;
import io.nats.client.Message;
import io.palebluedot.events.EventJson;
import io.palebluedot.events.PbdEvent;
import io.palebluedot.events.Subjects;
import io.palebluedot.proto.hardware.v1.TelemetryBatch;
import java.util.List;

/** What one channel reads and in which form its method gets it. */
sealed interface ChannelSpec<T> {

    /** A message with what was read from it. */
    record Decoded(Message message, Object value) {}

    String durable();

    String filter();

    String stream();

    int batchSize();

    /** Reads one message; throws {@link PoisonEvent} when it cannot be read. */
    Object decode(byte[] data);

    List<Delivery<T>> deliveries(List<Decoded> messages);

    /** One event at a time. */
    record Single(String durable, String filter, int batchSize) implements ChannelSpec<PbdEvent> {
        @Override
        public String stream() {
            return Subjects.EVENTS_STREAM;
        }

        @Override
        public Object decode(byte[] data) {
            return EventJson.read(data);
        }

        @Override
        public List<Delivery<PbdEvent>> deliveries(List<Decoded> messages) {
            return messages.stream()
                    .map(m -> new Delivery<>(List.of(m.message()), (PbdEvent) m.value()))
                    .toList();
        }
    }

    /** All events that were there, together. */
    record Batch(String durable, String filter, int batchSize) implements ChannelSpec<EventBatch> {
        @Override
        public String stream() {
            return Subjects.EVENTS_STREAM;
        }

        @Override
        public Object decode(byte[] data) {
            return EventJson.read(data);
        }

        @Override
        public List<Delivery<EventBatch>> deliveries(List<Decoded> messages) {
            if (messages.isEmpty()) {
                return List.of();
            }
            var events = messages.stream().map(m -> (PbdEvent) m.value()).toList();
            return List.of(
                    new Delivery<>(messages.stream().map(Decoded::message).toList(), new EventBatch(events)));
        }
    }

    /** Telemetry, together. */
    record Telemetry(String durable, String filter, int batchSize) implements ChannelSpec<TelemetryBatches> {
        @Override
        public String stream() {
            return Subjects.TELEMETRY_STREAM;
        }

        @Override
        public Object decode(byte[] data) {
            try {
                return TelemetryBatch.parseFrom(data);
            } catch (InvalidProtocolBufferException e) {
                throw new PoisonEvent("no telemetry batch: " + e.getMessage(), e);
            }
        }

        @Override
        public List<Delivery<TelemetryBatches>> deliveries(List<Decoded> messages) {
            if (messages.isEmpty()) {
                return List.of();
            }
            var batches = messages.stream().map(m -> (TelemetryBatch) m.value()).toList();
            return List.of(
                    new Delivery<>(messages.stream().map(Decoded::message).toList(), new TelemetryBatches(batches)));
        }
    }
}
