package io.palebluedot.hardware.driver.ipmi.sel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of IPMI 2.0 tables 42-2 (generic states) and 42-3 (sensor types and their own states). */
final class EventWords {

    private static final int SPECIFIC = 0x6F;

    /** Event type, then its states from offset 0 on. */
    private static final Map<Integer, List<String>> GENERIC = read("""
            01 Lower non-critical going low|Lower non-critical going high|Lower critical going low|Lower critical going high|\
            Lower non-recoverable going low|Lower non-recoverable going high|Upper non-critical going low|\
            Upper non-critical going high|Upper critical going low|Upper critical going high|Upper non-recoverable going low|\
            Upper non-recoverable going high
            02 Transition to idle|Transition to active|Transition to busy
            03 State deasserted|State asserted
            04 Predictive failure deasserted|Predictive failure asserted
            05 Limit not exceeded|Limit exceeded
            06 Performance met|Performance lags
            07 Transition to OK|Transition to non-critical from OK|Transition to critical from less severe|\
            Transition to non-recoverable from less severe|Transition to non-critical from more severe|\
            Transition to critical from non-recoverable|Transition to non-recoverable|Monitor|Informational
            08 Device removed|Device inserted
            09 Device disabled|Device enabled
            0A Transition to running|Transition to in test|Transition to power off|Transition to on line|\
            Transition to off line|Transition to off duty|Transition to degraded|Transition to power save|Install error
            0B Fully redundant|Redundancy lost|Redundancy degraded|Non-redundant: sufficient from redundant|\
            Non-redundant: sufficient from insufficient|Non-redundant: insufficient resources|\
            Redundancy degraded from fully redundant|Redundancy degraded from non-redundant
            0C D0 power state|D1 power state|D2 power state|D3 power state
            """);

    /** Sensor type, its name, then its own states from offset 0 on. */
    private static final Map<Integer, List<String>> TYPES = read("""
            01 Temperature
            02 Voltage
            03 Current
            04 Fan
            05 Physical security|General chassis intrusion|Drive bay intrusion|I/O card area intrusion|\
            Processor area intrusion|System unplugged from LAN|Unauthorized dock|Fan area intrusion
            06 Platform security|Front panel lockout violation attempted|Pre-boot password violation - user|\
            Pre-boot password violation - setup|Pre-boot password violation - network boot|Other pre-boot password violation|\
            Out-of-band access password violation
            07 Processor|IERR|Thermal trip|FRB1/BIST failure|FRB2/hang in POST failure|FRB3/startup failure|\
            Configuration error|Uncorrectable CPU complex error|Presence detected|Disabled|Terminator presence detected|\
            Throttled|Machine check exception|Correctable machine check error
            08 Power supply|Presence detected|Failure detected|Predictive failure|Input lost|Input lost or out of range|\
            Input out of range, but present|Configuration error|Inactive
            09 Power unit|Power off or down|Power cycle|240 VA power down|Interlock power down|AC lost|\
            Soft power control failure|Failure detected|Predictive failure
            0A Cooling device
            0B Other units-based sensor
            0C Memory|Correctable ECC|Uncorrectable ECC|Parity|Memory scrub failed|Memory device disabled|\
            Correctable ECC logging limit reached|Presence detected|Configuration error|Spare|Throttled|\
            Critical over temperature
            0D Drive slot|Drive present|Drive fault|Predictive failure|Hot spare|Parity check in progress|In critical array|\
            In failed array|Rebuild in progress|Rebuild aborted
            0E POST memory resize
            0F System firmware|Error|Hang|Progress
            10 Event logging|Correctable memory error logging disabled|Event type logging disabled|Log area cleared|\
            All event logging disabled|Log full|Log almost full|Correctable machine check error logging disabled
            11 Watchdog 1|BIOS watchdog reset|OS watchdog reset|OS watchdog shut down|OS watchdog power down|\
            OS watchdog power cycle|OS watchdog NMI|OS watchdog expired, status only|OS watchdog pre-timeout interrupt
            12 System event|System reconfigured|OEM system boot event|Undetermined system hardware failure|\
            Entry added to auxiliary log|PEF action|Timestamp clock sync
            13 Critical interrupt|NMI/diagnostic interrupt|Bus timeout|I/O channel check NMI|Software NMI|PCI PERR|PCI SERR|\
            EISA failsafe timeout|Bus correctable error|Bus uncorrectable error|Fatal NMI|Bus fatal error|Bus degraded
            14 Button|Power button pressed|Sleep button pressed|Reset button pressed|FRU latch open|FRU service requested
            15 Module or board
            16 Microcontroller or coprocessor
            17 Add-in card
            18 Chassis
            19 Chip set|Soft power control failure|Thermal trip
            1A Other FRU
            1B Cable or interconnect|Connected|Configuration error
            1C Terminator
            1D System boot initiated|Initiated by power up|Initiated by hard reset|Initiated by warm reset|\
            User requested PXE boot|Automatic boot to diagnostic|OS initiated hard reset|OS initiated warm reset|System restart
            1E Boot error|No bootable media|Non-bootable disk in drive|PXE server not found|Invalid boot sector|\
            Timeout waiting for selection
            1F OS boot|A: boot completed|C: boot completed|PXE boot completed|Diagnostic boot completed|CD-ROM boot completed|\
            ROM boot completed|Boot completed, device not specified|Installation started|Installation completed|\
            Installation aborted|Installation failed
            20 OS stop|Error during system startup|Run-time critical stop|OS graceful stop|OS graceful shutdown|PEF soft shutdown|\
            Agent not responding
            21 Slot or connector|Fault status asserted|Identify status asserted|Device installed|Ready for installation|\
            Ready for removal|Power is off|Removal requested|Interlock asserted|Disabled|Holds spare device
            22 System ACPI power state|S0/G0: working|S1: sleeping, processor context maintained|\
            S2: sleeping, processor context lost|S3: sleeping, memory retained|S4: non-volatile sleep|S5/G2: soft-off|\
            S4/S5: soft-off|G3: mechanical off|Sleeping in S1, S2 or S3|G1: sleeping|S5: entered by override|Legacy on|\
            Legacy off|Unknown
            23 Watchdog 2|Timer expired|Hard reset|Power down|Power cycle|Reserved|Reserved|Reserved|Reserved|Timer interrupt
            24 Platform alert|Page generated|LAN alert generated|PET generated|SNMP OEM trap generated
            25 Entity presence|Present|Absent|Disabled
            26 Monitor ASIC
            27 LAN|Heartbeat lost|Heartbeat
            28 Management subsystem health|Sensor access degraded or unavailable|Controller access degraded or unavailable|\
            Controller off-line|Controller unavailable|Sensor failure|FRU failure
            29 Battery|Low|Failed|Presence detected
            2A Session audit|Activated|Deactivated|Invalid user name or password|Invalid password disable
            2B Version change|Hardware change detected|Firmware or software change detected|Hardware incompatibility detected|\
            Firmware or software incompatibility detected|Invalid hardware version|Invalid firmware or software version|\
            Hardware change successful|Firmware or software change successful
            2C FRU state|Not installed|Inactive|Activation requested|Activation in progress|Active|Deactivation requested|\
            Deactivation in progress|Communication lost
            """);

    private EventWords() {}

    static String type(int sensorType) {
        var words = TYPES.get(sensorType);
        return words == null ? String.format("Sensor type 0x%02x", sensorType) : words.getFirst();
    }

    static String state(int sensorType, int eventType, int offset) {
        var words = eventType == SPECIFIC ? TYPES.get(sensorType) : GENERIC.get(eventType);
        int place = eventType == SPECIFIC ? offset + 1 : offset;
        return words == null || place >= words.size()
                ? String.format("event type 0x%02x, offset %d", eventType, offset)
                : words.get(place);
    }

    private static Map<Integer, List<String>> read(String table) {
        var map = new HashMap<Integer, List<String>>();
        table.lines()
                .forEach(line -> map.put(
                        Integer.parseInt(line.substring(0, 2), 16),
                        List.of(line.substring(3).split("\\|", -1))));
        return Map.copyOf(map);
    }
}
