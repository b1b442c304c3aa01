package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.http.HttpFeed;
import io.smallrye.mutiny.Multi;
import io.vertx.core.buffer.Buffer;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The open event streams of one client; they end with it. */
final class EventFeeds {

    private final Set<HttpFeed> open = new HashSet<>();
    private boolean closed;

    /** The body of an answer that is a stream of events; any other is closed, and a failure. */
    Multi<Buffer> open(HttpFeed feed) {
        var refusal = refusal(feed);
        if (refusal != null || !keep(feed)) {
            feed.close();
            throw refusal != null ? refusal : new BmcFailure(BmcFailure.Kind.BUSY, "the session is being ended");
        }
        return feed.body().onTermination().invoke(() -> drop(feed));
    }

    private static @Nullable BmcFailure refusal(HttpFeed feed) {
        if (feed.status() != 200) {
            return RedfishFailures.ofStatus(feed.status());
        }
        String type = feed.header("Content-Type");
        return type != null && type.toLowerCase(Locale.ROOT).startsWith("text/event-stream")
                ? null
                : new BmcFailure(BmcFailure.Kind.MALFORMED, "what should be a stream of events is something else");
    }

    void close() {
        List<HttpFeed> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
        }
        all.forEach(HttpFeed::close);
    }

    private synchronized boolean keep(HttpFeed feed) {
        return !closed && open.add(feed);
    }

    private synchronized void drop(HttpFeed feed) {
        open.remove(feed);
    }
}
