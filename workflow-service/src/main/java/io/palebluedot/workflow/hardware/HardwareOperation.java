package io.palebluedot.workflow.hardware;

/** An operation as hardware-service tells it; {@code error} is empty unless it failed. */
public record HardwareOperation(String id, String kind, Progress progress, String errorCode, String error) {

    /** How far it is. */
    public enum Progress {
        OPEN,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    public boolean open() {
        return progress == Progress.OPEN;
    }
}
