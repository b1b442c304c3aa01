package io.palebluedot.alert.journal;

import io.palebluedot.rpc.Caller;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Follows the journal for one reader, page by page: what is there, then what comes. Never ends by itself. */
@ApplicationScoped
public class JournalStream {

    private static final int PAGE = 128;

    private final JournalRepository journal;
    private final JournalSignal signal;

    JournalStream(JournalRepository journal, JournalSignal signal) {
        this.journal = journal;
        this.signal = signal;
    }

    /**
     * Everything after an event, or from now on.
     *
     * @param afterEventId empty starts now; NOT_FOUND when the caller may not see such an event
     */
    public Multi<JournalEntry> follow(Caller caller, JournalFilter filter, String afterEventId) {
        var flow = StreamFlow.current();
        Uni<Long> start = afterEventId.isEmpty()
                ? journal.head()
                : journal.find(caller, afterEventId).map(JournalEntry::position);
        return start.onItem().transformToMulti(position -> {
            var at = new AtomicLong(position);
            return Multi.createBy()
                    .repeating()
                    .uni(() -> flow.ready().chain(() -> page(caller, filter, at)))
                    .indefinitely()
                    .onItem()
                    .transformToIterable(entries -> entries);
        });
    }

    private Uni<List<JournalEntry>> page(Caller caller, JournalFilter filter, AtomicLong at) {
        var appended = signal.appended();
        return journal.head()
                .chain(head -> head <= at.get()
                        ? appended.replaceWith(List.<JournalEntry>of())
                        : journal.between(caller, filter, at.get(), head, PAGE)
                                .invoke(entries -> at.set(
                                        entries.size() < PAGE
                                                ? head
                                                : entries.getLast().position())));
    }
}
