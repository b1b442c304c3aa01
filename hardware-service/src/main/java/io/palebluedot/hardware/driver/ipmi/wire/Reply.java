package io.palebluedot.hardware.driver.ipmi.wire;

/** What a controller answered: completion code, 0 for success, and the octets after it. */
public record Reply(Command command, int code, Octets data) {

    public boolean ok() {
        return code == CompletionCode.OK;
    }

    public boolean is(int... codes) {
        for (int c : codes) {
            if (c == code) {
                return true;
            }
        }
        return false;
    }

    /** The octets of a success; throws the failure that the completion code stands for. */
    public Octets orFail() {
        if (!ok()) {
            throw CompletionCode.failure(command, code);
        }
        return data;
    }
}
