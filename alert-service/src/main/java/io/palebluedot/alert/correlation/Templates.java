package io.palebluedot.alert.correlation;

import java.util.List;

/** The known ways of failing, the widest first: what explains a rack explains its servers. */
final class Templates {

    private static final int SERVERS = 3;

    private static final Template PDU_LOSS = new RackTemplate(
            "pdu_loss",
            "Servers of one power feed lost power",
            "a PDU or its feed",
            "check the feed's PDU and its breaker before touching the servers",
            AlertFact::feed,
            a -> a.named("power_supply_failed") || a.named("bmc_unreachable"),
            a -> a.named("server_failed"),
            AlertFact::serverId,
            SERVERS);

    private static final Template RACK_POWER = new RackTemplate(
            "pdu_loss",
            "Power supplies of several servers in one rack failed together",
            "most likely one PDU of the rack",
            "check the rack's PDUs and breakers before touching the servers",
            AlertFact::rack,
            a -> a.named("power_supply_failed"),
            a -> a.named("bmc_unreachable") || a.named("server_failed"),
            AlertFact::serverId,
            SERVERS);

    private static final Template MANAGEMENT_SWITCH = new RackTemplate(
            "management_switch_down",
            "BMCs of one rack do not answer while their servers run",
            "the management switch: a failure of monitoring, not of the servers",
            "check the management switch; leave the servers alone",
            AlertFact::rack,
            a -> a.named("bmc_unreachable") && Boolean.TRUE.equals(a.inBandAlive()),
            a -> a.named("bmc_unreachable"),
            AlertFact::serverId,
            SERVERS);

    private static final Template TOR_DOWN = new RackTemplate(
            "tor_down",
            "Network links of several servers in one rack went down",
            "the rack's leaf switch",
            "check the leaf switch and its uplinks before touching the servers",
            AlertFact::rack,
            a -> a.named("network_link_down"),
            a -> a.named("bmc_unreachable"),
            AlertFact::serverId,
            SERVERS);

    private static final Template FELL_OFF_BUS = new GpuTemplate(
            "gpu_fell_off_bus",
            "A GPU fell off the bus",
            "drain the GPU, power-cycle the server; replace the GPU when it happens again",
            a -> a.xidIs(79),
            (root, a) -> root.sameGpu(a)
                    || ((root.sameServer(a) || root.sameNvlinkDomain(a))
                            && (a.xidIs(45, 74, 79)
                                    || a.xidIs(144, 145, 146, 147, 148, 149, 150)
                                    || a.named("gpu_nvlink_errors")
                                    || a.named("gpu_missing"))),
            1);

    private static final Template MEMORY_FAILING = new GpuTemplate(
            "gpu_memory_failing",
            "A GPU's memory fails",
            "drain and reset the GPU; replace it when rows cannot be remapped",
            a -> a.named("gpu_row_remap_failure")
                    || a.named("gpu_ecc_double_bit")
                    || a.xidIs(48, 64, 95, 140, 171, 172),
            (root, a) -> root.sameGpu(a)
                    && (a.xidIs(45, 48, 63, 64, 92, 94, 95, 140, 171, 172)
                            || a.named("gpu_row_remap_failure")
                            || a.named("gpu_ecc_double_bit")
                            || a.named("gpu_rows_remapped")),
            2);

    private static final Template NVLINK_FAULT = new GpuTemplate(
            "nvlink_fault",
            "NVLink between GPUs fails",
            "drain the GPUs of this NVLink domain and run the fabric's diagnostics",
            a -> a.xidIs(74, 144, 145, 146, 147, 148, 149, 150) || a.named("gpu_nvlink_errors"),
            (root, a) -> (root.sameServer(a) || root.sameNvlinkDomain(a))
                    && (a.xidIs(45, 74, 144, 145, 146, 147, 148, 149, 150) || a.named("gpu_nvlink_errors")),
            2);

    static final List<Template> ALL = List.of(
            PDU_LOSS,
            RACK_POWER,
            TOR_DOWN,
            MANAGEMENT_SWITCH,
            new CoolingTemplate(),
            FELL_OFF_BUS,
            MEMORY_FAILING,
            NVLINK_FAULT);

    private Templates() {}
}
