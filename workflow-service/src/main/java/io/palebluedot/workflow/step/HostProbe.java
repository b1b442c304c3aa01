package io.palebluedot.workflow.step;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the exporters of a host. They are strangers' programs: short answers only, no redirects, nothing link-local. */
@ApplicationScoped
class HostProbe {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long MAX_BYTES = 8L * 1024 * 1024;
    private static final Pattern GPU = Pattern.compile("(?m)^DCGM_FI_[A-Z0-9_]+\\{[^}\\n]*\\bUUID=\"([^\"]+)\"");

    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();

    /** GPUs that a dcgm-exporter shows; empty when it does not answer with metrics. */
    Uni<OptionalInt> gpus(String url) {
        return page(url).map(page -> page.map(HostProbe::count).orElse(OptionalInt.empty()));
    }

    /** True when an exporter answers. */
    Uni<Boolean> answers(String url) {
        return page(url).map(Optional::isPresent);
    }

    private Uni<Optional<String>> page(String url) {
        return Uni.createFrom()
                .item(() -> request(url))
                .runSubscriptionOn(threads)
                .chain(request -> request.isEmpty()
                        ? Uni.createFrom().item(Optional.<String>empty())
                        : Uni.createFrom()
                                .completionStage(() -> http.sendAsync(
                                        request.get(),
                                        HttpResponse.BodyHandlers.limiting(
                                                HttpResponse.BodyHandlers.ofString(), MAX_BYTES)))
                                .map(answer -> answer.statusCode() == 200
                                        ? Optional.of(answer.body())
                                        : Optional.<String>empty()))
                .onFailure()
                .recoverWithItem(Optional.empty());
    }

    private static Optional<HttpRequest> request(String url) {
        try {
            var uri = URI.create(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!web || uri.getHost() == null) {
                return Optional.empty();
            }
            var address = InetAddress.getByName(uri.getHost());
            if (address.isLinkLocalAddress() || address.isMulticastAddress() || address.isAnyLocalAddress()) {
                return Optional.empty();
            }
            return Optional.of(
                    HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build());
        } catch (IllegalArgumentException | UnknownHostException e) {
            return Optional.empty();
        }
    }

    static OptionalInt count(String page) {
        var ids = new HashSet<String>();
        Matcher lines = GPU.matcher(page);
        while (lines.find()) {
            ids.add(lines.group(1));
        }
        return ids.isEmpty() ? OptionalInt.empty() : OptionalInt.of(ids.size());
    }
}
