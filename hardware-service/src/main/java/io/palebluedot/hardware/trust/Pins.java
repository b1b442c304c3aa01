package io.palebluedot.hardware.trust;

import io.palebluedot.hardware.address.HostPort;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The certificate that each target shows, by SHA-256 fingerprint: a configured one, else the first one seen since this process
 * started.
 */
public final class Pins {

    private final Map<HostPort, String> seen = new ConcurrentHashMap<>();
    private final Map<String, String> configured = new HashMap<>();

    /** Pins by {@code host:port}; fingerprints in hex, with or without colons. */
    public Pins(Map<String, String> configured) {
        configured.forEach((target, fingerprint) ->
                this.configured.put(target, fingerprint.replace(":", "").strip().toLowerCase(Locale.ROOT)));
    }

    /** True when the target may show this certificate; the first one of a target may be any. */
    boolean accepts(HostPort target, X509Certificate certificate) throws CertificateEncodingException {
        String shown = fingerprint(certificate);
        String wanted = configured.get(target.toString());
        return shown.equals(wanted == null ? seen.computeIfAbsent(target, unseen -> shown) : wanted);
    }

    /** The next certificate of a target that has none configured is its own. */
    public void forget(HostPort target) {
        seen.remove(target);
    }

    /** SHA-256 in hex. */
    public static String fingerprint(X509Certificate certificate) throws CertificateEncodingException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
