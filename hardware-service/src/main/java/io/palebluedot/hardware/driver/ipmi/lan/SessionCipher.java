package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Encrypts and proves the packets of one session: AES-CBC-128 (IPMI 2.0 13.29) and a truncated HMAC (13.28.4). One thread at a time. */
final class SessionCipher {

    private static final int BLOCK = 16;
    private static final int FORMAT_AT = 4;
    private static final int NEXT_HEADER = 0x07;

    private final CipherSuite suite;
    private final Mac mac;
    private final SecretKeySpec key;
    private final Cipher cipher;
    private final SecureRandom random;

    SessionCipher(CipherSuite suite, Octets k1, Octets k2, SecureRandom random) {
        this.suite = suite;
        this.random = random;
        this.key = new SecretKeySpec(k2.slice(0, BLOCK).toBytes(), "AES");
        try {
            this.mac = Mac.getInstance(suite.mac());
            mac.init(new SecretKeySpec(k1.toBytes(), suite.mac()));
            // IPMI has a padding of its own.
            this.cipher = Cipher.getInstance("AES/CBC/NoPadding");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES and " + suite.mac(), e);
        }
    }

    /** A whole datagram with an IPMI message in it. */
    Octets seal(long sessionId, long sequence, Octets message) {
        var payload = encrypt(message);
        var head = Octets.concat(
                Octets.of(Packet.FORMAT_2_0, Packet.ENCRYPTED | Packet.AUTHENTICATED | Packet.IPMI),
                Octets.ofU32(sessionId),
                Octets.ofU32(sequence),
                Octets.ofU16(payload.length()));
        int pad = -(head.length() + payload.length() + 2) & 3;
        var fill = new byte[pad];
        Arrays.fill(fill, (byte) 0xFF);
        var proven = Octets.concat(head, payload, Octets.copyOf(fill), Octets.of(pad, NEXT_HEADER));
        return Octets.concat(Packet.RMCP, proven, code(proven));
    }

    /** The message in a datagram; fails with MALFORMED when the datagram is not proven to be of this session. */
    Octets unseal(Octets datagram, Packet packet) {
        if (!packet.authenticated()) {
            throw Packet.malformed("a packet of the session without a proof");
        }
        int codeAt = datagram.length() - suite.codeLength();
        if (codeAt < packet.end() + 2) {
            throw Packet.malformed("a packet of the session with half a proof");
        }
        var proven = datagram.slice(FORMAT_AT, codeAt - FORMAT_AT);
        if (!MessageDigest.isEqual(code(proven).toBytes(), datagram.from(codeAt).toBytes())) {
            throw Packet.malformed("a packet of the session with a wrong proof");
        }
        return packet.encrypted() ? decrypt(packet.payload()) : packet.payload();
    }

    private Octets code(Octets proven) {
        return Octets.copyOf(mac.doFinal(proven.toBytes())).slice(0, suite.codeLength());
    }

    /** Random vector, then the message with 1, 2, 3 … and the length of that padding. */
    Octets encrypt(Octets message) {
        var vector = new byte[BLOCK];
        random.nextBytes(vector);
        int pad = -(message.length() + 1) & (BLOCK - 1);
        var plain = Arrays.copyOf(message.toBytes(), message.length() + pad + 1);
        for (int i = 0; i < pad; i++) {
            plain[message.length() + i] = (byte) (i + 1);
        }
        plain[plain.length - 1] = (byte) pad;
        return Octets.copyOf(vector).plus(run(Cipher.ENCRYPT_MODE, vector, plain));
    }

    Octets decrypt(Octets payload) {
        if (payload.length() < 2 * BLOCK || payload.length() % BLOCK != 0) {
            throw Packet.malformed("encrypted payload of " + payload.length() + " octets");
        }
        var vector = payload.slice(0, BLOCK).toBytes();
        var plain = run(Cipher.DECRYPT_MODE, vector, payload.from(BLOCK).toBytes());
        int pad = plain.u8(plain.length() - 1);
        if (pad >= BLOCK) {
            throw Packet.malformed("padding of " + pad + " octets");
        }
        return plain.slice(0, plain.length() - 1 - pad);
    }

    private Octets run(int mode, byte[] vector, byte[] text) {
        try {
            cipher.init(mode, key, new IvParameterSpec(vector));
            return Octets.copyOf(cipher.doFinal(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES without padding takes whole blocks", e);
        }
    }
}
