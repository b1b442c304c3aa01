package io.palebluedot.hardware.driver.gnmi;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Base64;

/** A self-signed certificate of 127.0.0.1, made by keytool; its own authority. */
record Certificate(Path pem, Path key, X509Certificate certificate) {

    private static final String SECRET = "only-a-test";

    static Certificate make(Path folder, String name)
            throws IOException, InterruptedException, GeneralSecurityException {
        var store = folder.resolve(name + ".p12");
        var keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        name,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=ip:127.0.0.1,dns:localhost",
                        "-ext",
                        "bc:c",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        SECRET)
                .redirectErrorStream(true)
                .start();
        String said = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        if (keytool.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + said);
        }
        var keys = KeyStore.getInstance(store.toFile(), SECRET.toCharArray());
        var certificate = (X509Certificate) keys.getCertificate(name);
        var key = keys.getKey(name, SECRET.toCharArray());
        return new Certificate(
                write(folder.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded()),
                write(folder.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
                certificate);
    }

    private static Path write(Path file, String what, byte[] der) throws IOException {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return Files.writeString(file, "-----BEGIN " + what + "-----\n" + body + "\n-----END " + what + "-----\n");
    }
}
