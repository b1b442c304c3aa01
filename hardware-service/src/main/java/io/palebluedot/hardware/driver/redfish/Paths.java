package io.palebluedot.hardware.driver.redfish;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Paths that a BMC names; only those on the BMC itself are followed. */
final class Paths {

    static final String ROOT = "/redfish/v1";

    private static final int MAX_LENGTH = 1_024;
    private static final BitSet PLAIN = plain();

    private Paths() {}

    /** The path without fragment and trailing slash; null for another host, a step up, or anything odd. */
    static @Nullable String of(String reference) {
        if (reference.length() > MAX_LENGTH
                || reference.startsWith("//")
                || reference.contains("/..")
                || !plain(reference)) {
            return null;
        }
        int fragment = reference.indexOf('#');
        String path = fragment < 0 ? reference : reference.substring(0, fragment);
        while (path.length() > 1 && path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.isEmpty() ? null : path;
    }

    /** Looked at a thousand times for each BMC that is read. */
    private static boolean plain(String reference) {
        if (reference.length() <= 1 || reference.charAt(0) != '/') {
            return false;
        }
        // No stream: it took a twentieth of the time of a discovery.
        for (int i = 0; i < reference.length(); i++) {
            if (!PLAIN.get(reference.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static BitSet plain() {
        var plain = new BitSet(128);
        "._~:/?@!$&'()*+,;=%#-".chars().forEach(plain::set);
        plain.set('A', 'Z' + 1);
        plain.set('a', 'z' + 1);
        plain.set('0', '9' + 1);
        return plain;
    }

    /** The path of a Location header, which may name the BMC itself as host. */
    static @Nullable String ofLocation(String location, String host) {
        for (String scheme : new String[] {"https://", "http://"}) {
            if (location.startsWith(scheme)) {
                String rest = location.substring(scheme.length());
                int slash = rest.indexOf('/');
                String authority = slash < 0 ? rest : rest.substring(0, slash);
                boolean same = authority.equals(host) || authority.startsWith(host + ":");
                return same && slash >= 0 ? of(rest.substring(slash)) : null;
            }
        }
        return of(location);
    }
}
