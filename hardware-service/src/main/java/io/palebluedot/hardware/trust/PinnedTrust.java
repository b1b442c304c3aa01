package io.palebluedot.hardware.trust;

import io.palebluedot.hardware.address.HostPort;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trusts pinned certificates, whoever issued them and whatever names they have. */
public final class PinnedTrust extends X509ExtendedTrustManager {

    private final Pins pins;
    private final @Nullable HostPort target;

    /** Of whatever the TLS engine says that it talks to. */
    public PinnedTrust(Pins pins) {
        this.pins = pins;
        this.target = null;
    }

    /** Of one target. */
    public PinnedTrust(Pins pins, HostPort target) {
        this.pins = pins;
        this.target = target;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        check(chain, target);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkServerTrusted(chain, authType);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        check(chain, target != null ? target : new HostPort(engine.getPeerHost(), engine.getPeerPort()));
    }

    private void check(X509Certificate[] chain, @Nullable HostPort from) throws CertificateException {
        if (from == null || chain.length == 0 || !pins.accepts(from, chain[0])) {
            throw new CertificateException("certificate of " + from + " is not the pinned one");
        }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        throw new CertificateException("this is a client");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return new X509Certificate[0];
    }
}
