package io.palebluedot.hardware.driver.ipmi.lan;

import java.util.concurrent.ThreadLocalRandom;

/**
 * The six-bit numbers of one command's attempts. Each attempt gets a new one (a BMC drops a repeated number as a duplicate), and an
 * answer to any of them is the answer.
 */
final class SequenceNumbers {

    private static final int COUNT = 64;

    private int next;
    private long used;

    /** Starts anywhere. */
    SequenceNumbers() {
        this(ThreadLocalRandom.current().nextInt(COUNT));
    }

    SequenceNumbers(int first) {
        this.next = first % COUNT;
    }

    int next() {
        int number = next;
        next = (next + 1) % COUNT;
        used |= 1L << number;
        return number;
    }

    boolean used(int number) {
        return (used & (1L << number)) != 0;
    }
}
