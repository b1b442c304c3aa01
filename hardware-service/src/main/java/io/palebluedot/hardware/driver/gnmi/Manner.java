package io.palebluedot.hardware.driver.gnmi;

import com.github.gnmi.proto.Encoding;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.BmcFailure.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * How a target wants to be asked; learned from its refusals, and kept per target. Every step leads to a manner that was not tried
 * before, so that a ladder of steps ends.
 *
 * @param prefixTarget the name in {@code prefix.target}, as SONiC demands one; else empty
 * @param once reads by Subscribe ONCE, for targets without Get
 */
record Manner(Encoding encoding, String prefixTarget, boolean once) {

    private static final List<Encoding> PREFERRED =
            List.of(Encoding.JSON_IETF, Encoding.JSON, Encoding.PROTO, Encoding.ASCII);

    /** Encodings in the order to try: what the target advertises comes first, but is not believed to be all. */
    static List<Encoding> ladder(List<Encoding> advertised) {
        var ladder = new ArrayList<>(PREFERRED);
        ladder.retainAll(advertised);
        PREFERRED.stream().filter(e -> !ladder.contains(e)).forEach(ladder::add);
        return ladder;
    }

    static Manner first(List<Encoding> ladder) {
        return new Manner(ladder.getFirst(), "", false);
    }

    /** What to try after a failed read; empty when another manner would not help. */
    Optional<Manner> afterRead(BmcFailure failure, List<Encoding> ladder, String knownTarget) {
        boolean noGet = !once && failure.kind() == Kind.UNSUPPORTED;
        return afterAny(failure, ladder, knownTarget)
                .or(() -> noGet ? Optional.of(new Manner(ladder.getFirst(), prefixTarget, true)) : Optional.empty());
    }

    /**
     * What to try after a refused Set, of which nothing happened: some targets take the values of leaves in another encoding than they
     * tell them, and call it an internal error.
     */
    Optional<Manner> afterSet(BmcFailure failure, List<Encoding> ladder, String knownTarget) {
        return afterAny(failure, ladder, knownTarget)
                .or(() -> failure.kind() == Kind.REFUSED ? nextEncoding(ladder) : Optional.empty());
    }

    /** What to try after a failed call of any kind. */
    Optional<Manner> afterAny(BmcFailure failure, List<Encoding> ladder, String knownTarget) {
        String text = failure.text().toLowerCase(Locale.ROOT);
        if (text.startsWith(GnmiFailures.TOO_LARGE)) {
            return Optional.empty();
        }
        return switch (failure.kind()) {
            case UNSUPPORTED, INVALID, REFUSED, NOT_FOUND ->
                wantsTarget(text) && prefixTarget.isEmpty() && !knownTarget.isEmpty()
                        ? Optional.of(new Manner(encoding, knownTarget, once))
                        : text.contains("encod") || failure.kind() == Kind.INVALID
                                ? nextEncoding(ladder)
                                : Optional.empty();
            case MALFORMED -> nextEncoding(ladder);
            case UNREACHABLE, TIMEOUT, UNAUTHORIZED, BUSY, NOT_CONFIRMED -> Optional.empty();
        };
    }

    private static boolean wantsTarget(String text) {
        return text.contains("target") || text.contains("prefix");
    }

    private Optional<Manner> nextEncoding(List<Encoding> ladder) {
        int next = ladder.indexOf(encoding) + 1;
        return next < ladder.size() ? Optional.of(new Manner(ladder.get(next), prefixTarget, once)) : Optional.empty();
    }
}
