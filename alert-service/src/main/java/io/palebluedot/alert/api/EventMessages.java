package io.palebluedot.alert.api;

import io.palebluedot.alert.journal.JournalEntry;
import io.palebluedot.events.jetstream.DeadLetters;
import io.palebluedot.proto.alert.v1.DeadLetter;
import io.palebluedot.proto.alert.v1.Event;
import java.util.Objects;

/** Events and dead letters as messages. */
final class EventMessages {

    private EventMessages() {}

    static Event event(JournalEntry entry) {
        return Event.newBuilder()
                .setId(entry.id().toString())
                .setPosition(entry.position())
                .setSource(entry.source())
                .setType(entry.type())
                .setName(entry.name())
                .setSubject(entry.subject())
                .setTime(Times.write(entry.occurredAt()))
                .setSequence(entry.sequence())
                .setTraceparent(Objects.requireNonNullElse(entry.traceparent(), ""))
                .setData(Structs.ofJson(entry.dataJson()))
                .setProjectId(Objects.requireNonNullElse(entry.projectId(), ""))
                .build();
    }

    static DeadLetter letter(DeadLetters.Letter letter) {
        return DeadLetter.newBuilder()
                .setSequence(letter.sequence())
                .setSubject(letter.subject())
                .setConsumer(letter.consumer())
                .setReason(letter.reason())
                .setEventId(Objects.requireNonNullElse(letter.eventId(), ""))
                .setAt(Times.write(letter.at()))
                .build();
    }
}
