package io.palebluedot.hardware.driver.ipmi;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventLogReader;
import io.palebluedot.hardware.driver.ipmi.sel.SelRecord;
import io.palebluedot.hardware.driver.ipmi.sel.SelText;
import io.palebluedot.hardware.driver.ipmi.wire.Command;
import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.List;

/** The system event log, told in English with the sensors' names. */
final class IpmiEventLog implements EventLogReader {

    private static final int INFO = 0x40;
    private static final int OVERFLOW = 7;

    private final IpmiClients clients;
    private final int maxRecords;
    private final Duration readTimeout;

    IpmiEventLog(IpmiClients clients, int maxRecords, Duration readTimeout) {
        this.clients = clients;
        this.maxRecords = maxRecords;
        this.readTimeout = readTimeout;
    }

    @Override
    public Uni<EventLog> readLog(Bmc bmc, int limit) {
        var client = clients.of(bmc);
        return client.get(Command.STORAGE, INFO)
                .chain(info -> records(client, info.u16(1), limit)
                        .chain(records -> told(client, records))
                        .map(entries -> new EventLog(entries, info.u16(1), info.bit(13, OVERFLOW))))
                .ifNoItem()
                .after(readTimeout)
                .failWith(() -> new BmcFailure(BmcFailure.Kind.TIMEOUT, "the event log was not read in time"));
    }

    private Uni<List<SelRecord>> records(IpmiClient client, int total, int limit) {
        return total == 0 || limit <= 0
                ? Uni.createFrom().item(List.of())
                : new SelReading(client, maxRecords).newest(limit);
    }

    private Uni<List<LogEntry>> told(IpmiClient client, List<SelRecord> records) {
        return records.isEmpty()
                ? Uni.createFrom().item(List.of())
                : client.memory()
                        .records(client, maxRecords)
                        .map(SensorMemory::byKey)
                        .map(SelText::new)
                        .map(text -> records.stream().map(text::entry).toList());
    }
}
