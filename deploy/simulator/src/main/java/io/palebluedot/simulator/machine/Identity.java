package io.palebluedot.simulator.machine;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/**
 * Who a server is: everything that differs between two servers of one model follows from its index.
 *
 * @param index from 1, the server's number in the rack
 * @param network second octet of the BMC addresses; the hosts are in the next network
 * @param copy how many servers before this one serve the same model; a capture's first server keeps its own serials
 */
public record Identity(int index, int network, int copy) {

    /** Reads {@code 127.network.h.l} off the index. */
    public String bmcAddress() {
        return "127." + network + "." + (index >> 8) + "." + (index & 255);
    }

    /** The host's in-band address. */
    public String hostAddress() {
        return "127." + (network + 1) + "." + (index >> 8) + "." + (index & 255);
    }

    /** The host's name. */
    public String hostName() {
        return String.format(Locale.ROOT, "gpu-node-%03d", index);
    }

    /** MAC address of a port; port 0 boots from the network. */
    public String mac(int port) {
        return String.format(Locale.ROOT, "02:70:62:%02x:%02x:%02x", 0x64 + port, (index >> 8) & 255, index & 255);
    }

    /** The system's UUID. */
    public String uuid() {
        return uuid("system").toString();
    }

    /** Thirteen digits that begin with 16, as on a GPU's board. */
    public String gpuSerial(int gpu) {
        return String.format(Locale.ROOT, "16%05d%02d%04d", index, gpu, Math.floorMod(hash("gpu" + gpu), 10_000));
    }

    /** A GPU's UUID without its {@code GPU-} prefix. */
    public String gpuUuid(int gpu) {
        return uuid("gpu" + gpu).toString();
    }

    /** Any other serial number, stable per server and label. */
    public String serial(String label) {
        return String.format(Locale.ROOT, "PBD%04d%08X", index, hash(label));
    }

    /** Fills a {@code ${…}} of a built-in model. */
    public String value(String key) {
        String[] words = key.split("\\.", 2);
        String rest = words.length > 1 ? words[1] : "";
        return switch (words[0]) {
            case "uuid" -> rest.isEmpty() ? uuid() : uuid(rest).toString();
            case "serial" -> serial(rest);
            case "gpuserial" -> gpuSerial(Integer.parseInt(rest));
            case "gpuuuid" -> gpuUuid(Integer.parseInt(rest));
            case "mac" -> mac(Integer.parseInt(rest));
            case "host" -> rest.equals("name") ? hostName() : hostAddress();
            case "bmc" -> bmcAddress();
            default -> throw new IllegalArgumentException("unknown placeholder " + key);
        };
    }

    /** A captured identity as this server has it: unchanged on the first server, stable and different on copies. */
    public String vary(String property, String captured) {
        if (copy == 0 || captured.isBlank()) {
            return captured;
        }
        int hash = captured.toLowerCase(Locale.ROOT).hashCode() * 31 + index;
        return switch (property) {
            case "UUID" ->
                UUID.nameUUIDFromBytes((captured + "#" + index).getBytes(StandardCharsets.UTF_8))
                        .toString();
            case "MACAddress", "PermanentMACAddress" ->
                String.format(
                        Locale.ROOT,
                        "02:%02x:%02x:%02x:%02x:%02x",
                        (hash >> 24) & 255,
                        (hash >> 16) & 255,
                        (hash >> 8) & 255,
                        (index >> 8) & 255,
                        index & 255);
            // The tail tells two parts of one recording apart, so the server's index goes to the front.
            default ->
                captured.length() > 10
                        ? captured.substring(0, 2) + String.format(Locale.ROOT, "%04d", index) + captured.substring(6)
                        : captured + "-" + index;
        };
    }

    private int hash(String label) {
        return (label + "@" + index).hashCode() * 0x9E3779B1;
    }

    private UUID uuid(String label) {
        return UUID.nameUUIDFromBytes(("pbd-server-" + index + "-" + label).getBytes(StandardCharsets.UTF_8));
    }
}
