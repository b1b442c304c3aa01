package io.palebluedot.hardware.address;

/** Where a BMC listens; text form {@code host:port}, IPv6 in brackets. */
public record HostPort(String host, int port) {

    private static final int MAX_HOST = 253;

    /**
     * Reads {@code host}, {@code host:port} or {@code [v6]:port}.
     *
     * @throws IllegalArgumentException for anything else, such as a URL or a user
     */
    public static HostPort parse(String text, int defaultPort) {
        String host = text.strip();
        int port = defaultPort;
        int colon = host.lastIndexOf(':');
        if (host.startsWith("[")) {
            int close = host.indexOf(']');
            if (close < 0) {
                throw new IllegalArgumentException("unclosed bracket in address '" + text + "'");
            }
            port = close + 1 < host.length() ? port(host.substring(close + 1)) : defaultPort;
            host = host.substring(1, close);
        } else if (colon >= 0 && host.indexOf(':') == colon) {
            port = port(host.substring(colon));
            host = host.substring(0, colon);
        }
        if (host.isEmpty() || host.length() > MAX_HOST || !host.matches("[A-Za-z0-9._:-]+")) {
            throw new IllegalArgumentException("not an address: '" + text + "'");
        }
        return new HostPort(host, port);
    }

    private static int port(String colonAndPort) {
        String digits = colonAndPort.substring(1);
        if (colonAndPort.charAt(0) != ':' || !digits.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("not a port: '" + colonAndPort + "'");
        }
        int port = Integer.parseInt(digits);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port outside 1 to 65535: " + port);
        }
        return port;
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
