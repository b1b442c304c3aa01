package io.palebluedot.alert.xid;

import io.palebluedot.alert.lifecycle.Severity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The catalogue that ships with this version: {@code xid/catalogue-v1.csv}. */
public final class XidCatalogue {

    private static final String RESOURCE = "/xid/catalogue-v1.csv";
    private static final Map<Integer, XidMeaning> MEANINGS = read();

    private XidCatalogue() {}

    /** The meaning of a code; empty for one that the catalogue does not know. */
    public static Optional<XidMeaning> find(int code) {
        return Optional.ofNullable(MEANINGS.get(code));
    }

    /** What is said of a code that nobody described: it is worth a look, and nothing more is claimed. */
    public static XidMeaning unknown(int code) {
        return new XidMeaning(
                code, "unknown", Severity.WARNING, XidAction.CONTACT_SUPPORT, "Xid that the catalogue does not know");
    }

    public static Map<Integer, XidMeaning> all() {
        return MEANINGS;
    }

    private static Map<Integer, XidMeaning> read() {
        var meanings = new TreeMap<Integer, XidMeaning>();
        var stream = Objects.requireNonNull(XidCatalogue.class.getResourceAsStream(RESOURCE), RESOURCE);
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (@Nullable String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    var meaning = meaning(line.split(";", -1));
                    meanings.put(meaning.code(), meaning);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.copyOf(meanings);
    }

    private static XidMeaning meaning(String[] cells) {
        return new XidMeaning(
                Integer.parseInt(cells[0]), cells[1], Severity.ofWire(cells[2]), XidAction.ofWire(cells[3]), cells[4]);
    }
}
