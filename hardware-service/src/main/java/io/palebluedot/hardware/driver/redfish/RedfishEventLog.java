package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventLogReader;
import io.smallrye.mutiny.Uni;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The log of hardware events: the LogService of the system that holds its SEL, else the system's first one, else one of the manager's. Dumps, POST codes and
 * audit trails are other things and never read as it.
 */
final class RedfishEventLog implements EventLogReader {

    private static final int MAX_LOGS = 16;
    private static final Pattern NO_EVENTS =
            Pattern.compile("(?i).*(dump|post.?code|fdr|audit|debug|crash|journal|telemetry|security|lclog).*");

    private final RedfishClients clients;
    private final RedfishSystems systems;

    RedfishEventLog(RedfishClients clients, RedfishSystems systems) {
        this.clients = clients;
        this.systems = systems;
    }

    @Override
    public Uni<EventLog> readLog(Bmc bmc, int limit) {
        var client = clients.of(bmc);
        return systems.host(bmc).chain(host -> logs(client, host)).chain(logs -> {
            var log = choose(logs);
            return new LogEntries(client, limit).of(log.link("Entries")).map(read -> log(log, read));
        });
    }

    private static Uni<List<Resource>> logs(RedfishClient client, Resource host) {
        return client.members(host.link("LogServices"), MAX_LOGS)
                .chain(own -> own.stream().anyMatch(RedfishEventLog::tellsEvents)
                        ? Uni.createFrom().item(own)
                        : client.all(host.links("Links", "ManagedBy"))
                                .chain(managers -> managers.isEmpty()
                                        ? Uni.createFrom().item(List.<Resource>of())
                                        : client.members(managers.getFirst().link("LogServices"), MAX_LOGS)));
    }

    private static boolean tellsEvents(Resource log) {
        return log.link("Entries") != null && !NO_EVENTS.matcher(log.id()).matches();
    }

    private static Resource choose(List<Resource> logs) {
        var fit = logs.stream().filter(RedfishEventLog::tellsEvents).toList();
        return fit.stream()
                .filter(log ->
                        "SEL".equals(log.text("LogEntryType")) || log.id().equalsIgnoreCase("sel"))
                .findFirst()
                .or(() -> fit.stream().findFirst())
                .orElseThrow(() -> new BmcFailure(BmcFailure.Kind.UNSUPPORTED, "the BMC shows no event log"));
    }

    private static EventLog log(Resource log, LogEntries.Newest read) {
        Integer room = log.integer("MaxNumberOfRecords");
        boolean full = room != null && room > 0 && read.total() >= room;
        return new EventLog(
                read.entries(), read.total(), full && "NeverOverWrites".equals(log.text("OverWritePolicy")));
    }
}
