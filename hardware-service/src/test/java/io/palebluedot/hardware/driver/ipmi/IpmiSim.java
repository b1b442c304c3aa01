package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.ipmi.fru.FruBytes;
import io.palebluedot.hardware.driver.ipmi.sdr.Records;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenIPMI's simulator as a process of its own, on loopback only and with nothing remembered of earlier runs. It speaks RMCP+ only
 * when it has a GUID.
 */
public final class IpmiSim implements AutoCloseable {

    private static final String LAN = """
            name "sim"
            set_working_mc 0x20
            startlan 1
              addr 127.0.0.1 @PORT@
              priv_limit admin
              allowed_auths_callback none md2 md5 straight
              allowed_auths_user none md2 md5 straight
              allowed_auths_operator none md2 md5 straight
              allowed_auths_admin none md2 md5 straight
              guid 123456789abc4def8123456789abcdef
            endlan
            chassis_control "@FOLDER@/chassis"
            user 1 true "" "" user 10 none md2 md5 straight
            user 2 true "admin" "secret" admin 10 none md2 md5 straight
            """;

    /** Keeps power and boot device in files beside itself, as ipmi_sim's own example does. */
    private static final String CHASSIS = """
            #!/bin/sh
            cd "@FOLDER@" || exit 1
            case $1 in get|set|check) ;; *) shift ;; esac
            verb=$1
            shift
            case $verb in
              get) for name in "$@"; do echo "$name:$(cat "$name" 2>/dev/null || echo 0)"; done ;;
              set) while [ $# -gt 0 ]; do echo "$2" >"$1"; echo "$1=$2" >>calls; shift; shift; done ;;
            esac
            """;

    private static final String BMC = """
            mc_setbmc 0x20
            mc_add 0x20 0 no-device-sdrs 0x23 9 8 0x9f 0x1291 0xf02 persist_sdr
            sel_enable 0x20 1000 0x0a
            mc_add_fru_data 0x20 0 1024 file 0 "@FOLDER@/fru.bin"
            sensor_add 0x20 0 1 0x01 0x01 poll 200 file "@FOLDER@/temperature"
            sensor_set_threshold 0x20 0 1 settable 111000 0x60 0x50 0x40 0 0 0
            sensor_set_event_support 0x20 0 1 enable scanning per-state \
            000111111000000 000111111000000 000111111000000 000111111000000
            sensor_add 0x20 0 2 0x04 0x01
            sensor_set_value 0x20 0 2 0x20 0
            sensor_set_event_support 0x20 0 2 enable scanning per-state \
            000111111000000 000111111000000 000111111000000 000111111000000
            sensor_add 0x20 0 3 0x08 0x6f
            sensor_set_bit 0x20 0 3 0 1 0
            sensor_set_event_support 0x20 0 3 enable scanning per-state \
            000000011111111 000000011111111 000000011111111 000000011111111
            """;

    private final Path folder;
    private final int port;
    private final Process process;

    public static boolean installed() {
        return Stream.of(System.getenv("PATH").split(java.io.File.pathSeparator, -1))
                .anyMatch(p -> Files.isExecutable(Path.of(p, "ipmi_sim")));
    }

    public IpmiSim(Path folder) throws IOException {
        this.folder = folder;
        this.port = freePort();
        write("power", "1\n");
        write("temperature", "35\n");
        Files.write(folder.resolve("fru.bin"), FruBytes.server().toBytes());
        var chassis = write("chassis", filled(CHASSIS));
        if (!chassis.toFile().setExecutable(true)) {
            throw new IOException("cannot be made executable: " + chassis);
        }
        write("lan.conf", filled(LAN));
        write("sim.emu", filled(BMC) + records());
        Files.createDirectories(folder.resolve("state"));
        process = new ProcessBuilder("ipmi_sim", "-n", "-c", "lan.conf", "-f", "sim.emu", "-s", folder + "/state")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }

    private String filled(String text) {
        return text.replace("@PORT@", String.valueOf(port)).replace("@FOLDER@", folder.toString());
    }

    private static String records() {
        var text = new StringBuilder();
        var fan = Octets.of(0x83, 0x66, 0xE8, 0x46);
        for (var record : List.of(
                Records.full(1, 1, 0, 1, 0, "Inlet Temp"),
                Records.full(2, 4, 0, 18, 0, new int[] {100, 0, 0, 0, 0, 0}, fan),
                Records.full(9, 1, 0, 1, 0, "Not there"),
                Records.compact(3, 8, 0x6F, 1, 0, "PSU1"),
                Records.mcLocator(0x20, "BMC"))) {
            text.append("main_sdr_add 0x20");
            for (byte b : record.toBytes()) {
                text.append(String.format(" 0x%02x", b));
            }
            text.append('\n');
        }
        return text.append("sel_add 0x20 2 0 0 0 0 0x20 0 4 1 1 1 0x59 0x52 0x50\nmc_enable 0x20\n")
                .toString();
    }

    private static int freePort() throws IOException {
        try (var socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return socket.getLocalPort();
        }
    }

    public int port() {
        return port;
    }

    /** What a file of the chassis says now; empty when it was never written. */
    public String read(String name) {
        try {
            var file = folder.resolve(name);
            return Files.exists(file) ? Files.readString(file).strip() : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
