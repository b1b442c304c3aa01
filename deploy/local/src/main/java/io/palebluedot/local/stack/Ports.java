package io.palebluedot.local.stack;

/** Where everything listens on loopback; one offset moves all of it. */
public record Ports(int offset) {

    public int http(Service service) {
        return 8080 + service.portStep() + offset;
    }

    public int grpc(Service service) {
        return 9080 + service.portStep() + offset;
    }

    public int postgres() {
        return 15432 + offset;
    }

    public int redis() {
        return 16379 + offset;
    }

    public int nats() {
        return 14222 + offset;
    }

    public int natsMonitoring() {
        return 18222 + offset;
    }

    public int simulator() {
        return 19000 + offset;
    }

    public int kubernetes() {
        return 19001 + offset;
    }

    public int bmc() {
        return 8000 + offset;
    }

    /** UDP port of the BMCs. */
    public int ipmi() {
        return 6230 + offset;
    }

    /** Port of the simulated switches for gNMI. */
    public int gnmi() {
        return 9339 + offset;
    }

    /** Public address of the API. */
    public String api() {
        return "http://127.0.0.1:" + http(Service.GATEWAY);
    }
}
