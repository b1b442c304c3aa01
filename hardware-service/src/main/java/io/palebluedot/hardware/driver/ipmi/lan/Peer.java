package io.palebluedot.hardware.driver.ipmi.lan;

import java.net.InetAddress;

/** Where datagrams go to and come from: a literal address and a port. */
public record Peer(String host, int port) {

    public static Peer of(InetAddress address, int port) {
        String host = address.getHostAddress();
        int scope = host.indexOf('%');
        return new Peer(scope < 0 ? host : host.substring(0, scope), port);
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
