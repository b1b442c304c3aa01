package io.palebluedot.workflow.template;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether an address may be fetched by a machine that is being installed: http or https, and never the machine itself or its link. */
final class ImageUri {

    private static final Pattern NAME = Pattern.compile(
            "(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern IPV4 = Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})");
    private static final Pattern NUMERIC = Pattern.compile("(0x[0-9a-f]+|[0-9]+)(\\.(0x[0-9a-f]+|[0-9]+)){0,3}");

    private ImageUri() {}

    /** What is wrong with it; null when it is fine. */
    static @Nullable String problem(String text, List<String> allowedHosts) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            return "is not a URI";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            return "must be http or https";
        }
        if (uri.getUserInfo() != null || uri.getFragment() != null) {
            return "must have neither user nor fragment";
        }
        if (uri.getHost() == null || uri.getPath() == null || uri.getPath().contains("/..")) {
            return "must have a host and a plain path";
        }
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String bad = host(host);
        return bad != null
                ? bad
                : allowed(host, allowedHosts) ? null : "host " + host + " is not on the list of image hosts";
    }

    private static @Nullable String host(String host) {
        if (host.startsWith("[")) {
            return "must name its host by a name or an IPv4 address";
        }
        var ipv4 = IPV4.matcher(host);
        if (ipv4.matches()) {
            return address(
                    Integer.parseInt(ipv4.group(1)),
                    Integer.parseInt(ipv4.group(2)),
                    List.of(ipv4.group(1), ipv4.group(2), ipv4.group(3), ipv4.group(4)));
        }
        if (NUMERIC.matcher(host).matches() || !NAME.matcher(host).matches()) {
            return "has no proper host name";
        }
        return host.equals("localhost") || host.endsWith(".localhost") || host.startsWith("metadata.")
                ? "must not name the machine itself or a metadata service"
                : null;
    }

    private static @Nullable String address(int a, int b, List<String> parts) {
        if (parts.stream().anyMatch(p -> Integer.parseInt(p) > 255 || (p.length() > 1 && p.startsWith("0")))) {
            return "has no proper IPv4 address";
        }
        boolean refused = a == 0 || a == 127 || a >= 224 || (a == 169 && b == 254);
        return refused ? "must not be a loopback, link-local or multicast address" : null;
    }

    private static boolean allowed(String host, List<String> hosts) {
        return hosts.isEmpty() || hosts.stream().anyMatch(h -> host.equals(h) || host.endsWith("." + h));
    }
}
