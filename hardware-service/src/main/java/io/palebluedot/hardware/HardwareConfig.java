package io.palebluedot.hardware;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of this service; docs/hardware-service.md lists them. */
@ConfigMapping(prefix = "pbd.hardware")
public interface HardwareConfig {

    /** Networks that BMCs, exporters and firmware images may be in; link-local and metadata addresses never are. */
    List<String> allowedNetworks();

    /** File with one {@code kid:base64-of-32-bytes} a line; the first key seals, all of them open. */
    Optional<Path> credentialKeyFile();

    Redfish redfish();

    Ipmi ipmi();

    Operations operations();

    Discovery discovery();

    Telemetry telemetry();

    /** Manners towards a Redfish service. */
    interface Redfish {
        @WithDefault("PT4S")
        Duration connectTimeout();

        @WithDefault("PT15S")
        Duration callTimeout();

        /** Largest body that is read of one answer, in bytes. */
        @WithDefault("8388608")
        int maxAnswerBytes();

        /** Most resources that one reading of a tree visits. */
        @WithDefault("1500")
        int maxResources();

        @WithDefault("PT5M")
        Duration crawlTimeout();

        /** BMC certificates are self-signed as a rule; true where they are not. */
        @WithDefault("false")
        boolean verifyTls();

        /** Logins over plain HTTP, beyond loopback. */
        @WithDefault("false")
        boolean plainHttp();
    }

    /** Manners towards a BMC of IPMI. */
    interface Ipmi {
        /** Wait for the answer to the first datagram; the second gets twice, the third three times as long, and so on. */
        @WithDefault("PT1S")
        Duration retransmitAfter();

        /** Datagrams sent for one question. */
        @WithDefault("4")
        int attempts();

        /** How long an address is asked whether IPMI is spoken there. */
        @WithDefault("PT3S")
        Duration greetTimeout();

        /** A session not used for this long is closed; BMCs forget theirs after 60 s and have few. */
        @WithDefault("PT45S")
        Duration idleTimeout();

        /** Most records that are read of a sensor repository or an event log. */
        @WithDefault("4096")
        int maxRecords();

        /** Deadline of reading everything: sensors, inventory, event log. */
        @WithDefault("PT2M")
        Duration readTimeout();
    }

    /** Manners of the operation worker. */
    interface Operations {
        @WithDefault("PT30S")
        Duration lease();

        /** How often due operations are looked for; a new one in this process is seen at once. */
        @WithDefault("PT2S")
        Duration poll();

        /** How often leases are prolonged; a fraction of {@link #lease}. */
        @WithDefault("PT5S")
        Duration heartbeat();

        @WithDefault("64")
        int concurrency();

        @WithDefault("3")
        int attempts();

        @WithDefault("PT2S")
        Duration retryDelay();

        /** How long a BMC is asked for the wanted power state. */
        @WithDefault("PT2M")
        Duration powerConfirm();

        @WithDefault("PT10M")
        Duration gracefulConfirm();

        @WithDefault("PT1S")
        Duration pollInterval();
    }

    /** Manners of discovery. */
    interface Discovery {
        @WithDefault("200")
        int concurrency();

        @WithDefault("65536")
        int maxAddresses();

        @WithDefault("PT6S")
        Duration probeTimeout();

        /** Failed logins at one address within the window, after which it is left alone. */
        @WithDefault("3")
        int loginAttempts();

        @WithDefault("PT15M")
        Duration loginWindow();
    }

    /** Rhythm of telemetry. */
    interface Telemetry {
        @WithDefault("true")
        boolean enabled();

        /** How often the list of servers to poll is read. */
        @WithDefault("PT3S")
        Duration refresh();

        @WithDefault("PT10S")
        Duration gpuPeriod();

        @WithDefault("PT60S")
        Duration sensorPeriod();

        /** Polls in flight over all servers. */
        @WithDefault("400")
        int concurrency();

        /** Servers that one replica polls at most. */
        @WithDefault("10000")
        int maxServers();

        /** Consecutive failed polls after which a BMC counts as unreachable. */
        @WithDefault("3")
        int failuresToUnreachable();

        @WithDefault("PT5M")
        Duration maxBackoff();

        /** The same Xid of the same GPU is one report within this time. */
        @WithDefault("PT5M")
        Duration xidWindow();
    }
}
