package io.palebluedot.hardware.driver.ipmi.lan;

/** Which sequence numbers came already, so that no packet counts twice; IPMI 2.0 6.12.13. One thread at a time. */
final class ReceiveWindow {

    private static final int SIZE = 32;

    private long highest;
    private int seen;

    /** True the first time for a number that is not far behind the highest one. */
    boolean accept(long sequence) {
        if (sequence == 0) {
            return false;
        }
        long ahead = sequence - highest;
        if (ahead > 0) {
            seen = ahead >= SIZE ? 0 : seen << ahead;
            seen |= 1;
            highest = sequence;
            return true;
        }
        if (-ahead >= SIZE) {
            return false;
        }
        int bit = 1 << -ahead;
        boolean fresh = (seen & bit) == 0;
        seen |= bit;
        return fresh;
    }
}
