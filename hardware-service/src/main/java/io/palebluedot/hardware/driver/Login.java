package io.palebluedot.hardware.driver;

/** A user of a BMC. */
public record Login(String username, String password) {

    /** Keeps the password out of logs. */
    @Override
    public String toString() {
        return "Login[" + username + "]";
    }
}
