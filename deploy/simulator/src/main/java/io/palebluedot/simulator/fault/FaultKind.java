package io.palebluedot.simulator.fault;

import java.util.Arrays;
import java.util.Optional;

/** What can be broken, by the word the control API uses, with the parameters it takes. */
public enum FaultKind {
    GPU_TEMPERATURE("gpu_temperature", "gpu, celsius: the GPU reads this temperature"),
    XID("xid", "gpu, code: the driver logs this Xid; 79 takes the GPU off the bus, 74 counts NVLink errors"),
    GPU_GONE("gpu_gone", "gpu: the GPU is no longer there, neither for the BMC nor for the driver"),
    ECC("ecc", "gpu, sbe, dbe: add single- and double-bit errors; any double-bit error also logs Xid 48"),
    NVLINK("nvlink", "gpu, errors: add NVLink errors"),
    ROW_REMAP("row_remap", "gpu, correctable, uncorrectable, failure: remapped rows of the GPU's memory"),
    PSU("psu", "psu: this power supply (from 0) fails"),
    FAN("fan", "fan: this fan (from 0) stands still"),
    DIMM("dimm", "dimm: this memory module of the host (from 0) has uncorrectable errors"),
    INLET("inlet", "celsius: temperature of the air that comes in"),
    INSTALL_FAILS("install_fails", "action: name of the failing action; default the first that writes the disk"),
    INSTALL_HANGS("install_hangs", "the running action never ends"),
    BOOT_FAILS("boot_fails", "the installed system does not come up"),
    SHUTDOWN_HANGS("shutdown_hangs", "a graceful shutdown is accepted and never happens"),
    HANG("hang", "the BMC accepts requests and never answers"),
    SLOW("slow", "delay_ms (default 3000): every answer of the BMC takes this long"),
    STATUS_503("status_503", "the BMC answers 503"),
    STATUS_401("status_401", "the BMC answers 401"),
    DROP("drop", "the BMC closes the connection instead of answering"),
    REDIRECT("redirect", "location: the BMC redirects there"),
    STRICT_ETAG("strict_etag", "the BMC demands If-Match on PATCH (428) and refuses a stale one (412)"),
    MALFORMED("malformed", "mode: truncated (default), nulls, dates, foreign_links, not_json"),
    SESSION_LIMIT("session_limit", "the BMC has no free session (503 on login)"),
    CIPHER_ZERO("cipher_zero", "the BMC also offers IPMI cipher suite 0, on which any password opens a session");

    private final String word;
    private final String parameters;

    FaultKind(String word, String parameters) {
        this.word = word;
        this.parameters = parameters;
    }

    /** The word in requests and answers. */
    public String word() {
        return word;
    }

    /** Its parameters in one line for people. */
    public String parameters() {
        return parameters;
    }

    /** The kind of that word. */
    public static Optional<FaultKind> of(String word) {
        return Arrays.stream(values()).filter(kind -> kind.word.equals(word)).findFirst();
    }
}
