package io.palebluedot.hardware.driver.ipmi.sdr;

/**
 * Which sensor.
 *
 * @param owner slave address of the controller that has it; 0x20 for the BMC
 * @param lun 0 to 3
 */
public record SensorKey(int owner, int lun, int number) {

    private static final int BMC = 0x20;

    /** From a record's owner id and LUN octets; the channel counts as another owner. */
    static SensorKey of(int owner, int channelAndLun, int number) {
        return new SensorKey(owner | ((channelAndLun & 0xF0) << 4), channelAndLun & 3, number);
    }

    /** True when the BMC itself answers for it, without a bridge. */
    public boolean atBmc() {
        return owner == BMC;
    }

    SensorKey plus(int offset) {
        return new SensorKey(owner, lun, (number + offset) & 0xFF);
    }
}
