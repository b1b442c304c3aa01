package io.palebluedot.events.jetstream;

import io.nats.client.Message;
import java.util.List;

/** Messages that a channel handles together, and how often they were tried. */
final class Delivery<T> {

    private final List<Message> messages;
    private final T payload;
    private int failures;

    Delivery(List<Message> messages, T payload) {
        this.messages = messages;
        this.payload = payload;
    }

    List<Message> messages() {
        return messages;
    }

    T payload() {
        return payload;
    }

    int failed() {
        return ++failures;
    }

    void ack() {
        messages.forEach(Message::ack);
    }

    /** Keeps the server from giving these to somebody else. */
    void inProgress() {
        messages.forEach(Message::inProgress);
    }
}
