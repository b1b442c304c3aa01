package io.palebluedot.hardware.driver.ipmi.lan;

import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.util.Set;
import java.util.TreeSet;

/** Reads the records of Get Channel Cipher Suites, IPMI 2.0 22.15.1. */
public final class CipherSuiteRecords {

    private static final int STANDARD = 0xC0;
    private static final int OEM = 0xC1;

    private CipherSuiteRecords() {}

    /** Numbers of the standard suites; a broken record ends the reading. */
    public static Set<Integer> ids(Octets records) {
        var ids = new TreeSet<Integer>();
        int at = 0;
        while (at < records.length()) {
            int start = records.u8(at);
            if (start == STANDARD && at + 1 < records.length()) {
                ids.add(records.u8(at + 1));
                at += 2;
            } else if (start == OEM) {
                at += 5;
            } else {
                return ids;
            }
            at = afterAlgorithms(records, at);
        }
        return ids;
    }

    private static int afterAlgorithms(Octets records, int from) {
        int at = from;
        while (at < records.length() && records.u8(at) < STANDARD) {
            at++;
        }
        return at;
    }
}
