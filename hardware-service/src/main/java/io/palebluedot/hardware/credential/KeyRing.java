package io.palebluedot.hardware.credential;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keys by their ids, and which of them seals.
 *
 * @param current id of the first one in the text
 */
record KeyRing(String current, Map<String, SecretKey> keys) {

    private static final int KEY_BYTES = 32;

    /**
     * Reads {@code kid:base64-of-32-bytes}, one a line or with commas between; blank lines and those that begin with # are skipped.
     *
     * @throws IllegalStateException naming the key and never showing it
     */
    static KeyRing parse(String text, String from) {
        var keys = new LinkedHashMap<String, SecretKey>();
        for (String line : text.split("[\\n,]", -1)) {
            if (!line.isBlank() && !line.strip().startsWith("#")) {
                add(line.strip(), keys);
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(from + " holds no key");
        }
        return new KeyRing(keys.keySet().iterator().next(), Map.copyOf(keys));
    }

    private static void add(String line, Map<String, SecretKey> keys) {
        int colon = line.indexOf(':');
        String id = colon < 0 ? "" : line.substring(0, colon).strip();
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(line.substring(colon + 1).strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("credential key '" + id + "' is not base64", notBase64);
        }
        if (id.isEmpty() || bytes.length != KEY_BYTES) {
            throw new IllegalStateException("credential key '" + id + "' must be kid:base64 of 32 bytes");
        }
        if (keys.putIfAbsent(id, new SecretKeySpec(bytes, "AES")) != null) {
            throw new IllegalStateException("credential key '" + id + "' is there twice");
        }
    }

    SecretKey key(String id) {
        var key = keys.get(id);
        if (key == null) {
            throw new IllegalStateException("no credential key '" + id + "' among " + keys.keySet());
        }
        return key;
    }
}
