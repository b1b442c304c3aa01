package io.palebluedot.hardware;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Settings of this service; docs/hardware-service.md lists them, docs/hardware-gnmi.md those of gNMI. */
@ConfigMapping(prefix = "pbd.hardware")
public interface HardwareConfig {

    /** Networks that BMCs, exporters and firmware images may be in; link-local and metadata addresses never are. */
    List<String> allowedNetworks();

    /** File with one {@code kid:base64-of-32-bytes} a line; the first key seals, all of them open. */
    Optional<Path> credentialKeyFile();

    /** The keys themselves, where there is no file. */
    Optional<String> credentialKeys();

    /** How often the key file is looked at, and secrets of older keys are wrapped again. */
    @WithDefault("PT30S")
    Duration credentialRefresh();

    Redfish redfish();

    Gnmi gnmi();

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

        /** How long nothing may come from an event stream, not even a comment, before it is opened anew. */
        @WithDefault("PT10M")
        Duration streamSilence();

        /** Most resources that one reading of a tree visits. */
        @WithDefault("1500")
        int maxResources();

        @WithDefault("PT5M")
        Duration crawlTimeout();

        /**
         * BMC certificates are self-signed as a rule: the one in {@link #pins}, else the first one that is seen, is the BMC's. True where they are
         * issued by an authority that the Java runtime knows.
         */
        @WithDefault("false")
        boolean verifyTls();

        /** SHA-256 fingerprints of certificates, by host:port. */
        Map<String, String> pins();

        /** Logins over plain HTTP, beyond loopback. */
        @WithDefault("false")
        boolean plainHttp();
    }

    /** Manners towards a gNMI target. */
    interface Gnmi {

        /** What makes a target's certificate good. */
        enum Trust {
            /** Issued by an authority that the Java runtime knows, for the target's name. */
            SYSTEM,
            /** Issued by an authority in {@link Gnmi#caFile}, for the target's name. */
            CA_FILE,
            /** The one in {@link Gnmi#pins}, else the first one that is seen. */
            PINNED
        }

        /** Port of a target that was given none. */
        @WithDefault("9339")
        int port();

        @WithDefault("PT4S")
        Duration connectTimeout();

        @WithDefault("PT15S")
        Duration callTimeout();

        /** How often an open stream is asked for a sign of life; many targets hang up when asked oftener than every 5 minutes. */
        @WithDefault("PT5M")
        Duration keepAlive();

        /** Largest message that is read, in bytes. */
        @WithDefault("8388608")
        int maxAnswerBytes();

        /** Most leaves of one reading. */
        @WithDefault("200000")
        int maxLeaves();

        @WithDefault("pinned")
        Trust trust();

        /** PEM file of authorities. */
        Optional<Path> caFile();

        /** SHA-256 fingerprints of certificates, by host:port. */
        Map<String, String> pins();

        /** Logins without TLS, beyond loopback. */
        @WithDefault("false")
        boolean plainText();

        /** Name in prefix.target for targets that demand one, as SONiC does. */
        @WithDefault("OC-YANG")
        String prefixTarget();

        /** How often a watched target that knows no ON_CHANGE tells its state. */
        @WithDefault("PT30S")
        Duration sampleInterval();

        Gpu gpu();

        /** Where a target keeps settings of GPUs; {device} is the GPU's device id. Watts and MHz. */
        interface Gpu {
            /** Device id of a GPU that is no component with its serial number or slot. */
            @WithDefault("GPU{index}")
            String device();

            @WithDefault("/components/component[name={device}]/properties/property[name=power-limit]/config/value")
            String powerLimit();

            @WithDefault("/components/component[name={device}]/properties/property[name=power-limit-min]/state/value")
            Optional<String> powerLimitMin();

            @WithDefault("/components/component[name={device}]/properties/property[name=power-limit-max]/state/value")
            Optional<String> powerLimitMax();

            @WithDefault("/components/component[name={device}]/properties/property[name=memory-clock]/config/value")
            String memoryClock();

            @WithDefault("/components/component[name={device}]/properties/property[name=memory-clock-min]/state/value")
            Optional<String> memoryClockMin();

            @WithDefault("/components/component[name={device}]/properties/property[name=memory-clock-max]/state/value")
            Optional<String> memoryClockMax();
        }
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
        @WithDefault("400")
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

        /** Greetings sent in a second over all discoveries of this replica; one address gets one for each protocol. */
        @WithDefault("1000")
        int probesPerSecond();

        /** Further firmware with known ways past the login, in the form of the built-in list. */
        Optional<Path> advisoriesFile();
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

        /** Polls of BMCs in flight over all servers; most of them wait for a slow answer. */
        @WithDefault("4000")
        int concurrency();

        /** Scrapes of hosts in flight over all servers, apart from the polls of BMCs. */
        @WithDefault("400")
        int hostConcurrency();

        /** Servers that one replica polls at most. */
        @WithDefault("10000")
        int maxServers();

        /** Consecutive failed polls after which a BMC counts as unreachable. */
        @WithDefault("3")
        int failuresToUnreachable();

        @WithDefault("PT5M")
        Duration maxBackoff();

        /** Event streams of BMCs that one replica holds open at most, one per BMC; 0 for none. */
        @WithDefault("1000")
        int eventStreams();

        /** How soon after its last reading a BMC's sensors are read again because an event hints at it. */
        @WithDefault("PT2S")
        Duration eventFloor();

        /** The same Xid of the same GPU is one report within this time, unless the GPU was reset in between. */
        @WithDefault("PT5M")
        Duration xidWindow();
    }
}
