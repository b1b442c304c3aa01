package io.palebluedot.hardware.driver.redfish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.EventLogReader;
import io.palebluedot.hardware.driver.EventLogReader.EventLog;
import io.palebluedot.hardware.driver.EventLogReader.LogEntry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Logs whole and in pages, oldest or newest first, as entries or as links, and with records that make no sense. */
class RedfishEventLogTest {

    private static final Duration WAIT = Duration.ofSeconds(20);
    private static final String LOGS = Replies.SYSTEM + "/LogServices";
    private static final String SEL = LOGS + "/SEL";
    private static final String ENTRIES = SEL + "/Entries";

    private FakeBmc bmc;
    private EventLogReader logs;

    @BeforeEach
    void start() throws IOException {
        bmc = new FakeBmc(Map.of());
        var clients = bmc.clients();
        logs = new RedfishEventLog(clients, new RedfishSystems(clients));
        Replies.system(bmc, "\"LogServices\":" + Replies.link(LOGS));
        Replies.collection(bmc, LOGS, LOGS + "/PostCodes", SEL);
        Replies.fixed(
                bmc,
                LOGS + "/PostCodes",
                "{\"Id\":\"PostCodes\",\"Entries\":" + Replies.link(LOGS + "/PostCodes/Entries") + "}");
        Replies.fixed(
                bmc,
                SEL,
                "{\"Id\":\"SEL\",\"MaxNumberOfRecords\":100,\"OverWritePolicy\":\"NeverOverWrites\",\"Entries\":"
                        + Replies.link(ENTRIES) + "}");
    }

    @AfterEach
    void stop() {
        bmc.close();
    }

    private EventLog read(int limit) {
        return logs.readLog(bmc.bmc(), limit).await().atMost(WAIT);
    }

    private static String entry(int number) {
        return "{\"Id\":\"" + number + "\",\"Created\":\"2026-03-01T10:00:" + (number < 10 ? "0" : "") + number
                + "+02:00\",\"Severity\":\"Warning\",\"Message\":\"event " + number + "\"}";
    }

    private static String entries(IntStream numbers) {
        return numbers.mapToObj(RedfishEventLogTest::entry).collect(Collectors.joining(","));
    }

    @Test
    void readsTheNewestEntriesOfTheEventLogAndNotOfThePostCodes() {
        Replies.fixed(bmc, ENTRIES, "{\"Members\":[" + entries(IntStream.rangeClosed(1, 5)) + "]}");

        var log = read(2);

        assertThat(log.entries()).extracting(LogEntry::message).containsExactly("event 4", "event 5");
        assertThat(log.entries().getFirst().at()).isEqualTo(Instant.parse("2026-03-01T08:00:04Z"));
        assertThat(log.entries().getFirst().severity()).isEqualTo("Warning");
        assertThat(log.total()).isEqualTo(5);
        assertThat(log.dropped()).isFalse();
        assertThat(bmc.requests).noneMatch(r -> r.contains("PostCodes/Entries"));
    }

    @Test
    void turnsALogThatBeginsWithTheNewest() {
        Replies.fixed(bmc, ENTRIES, "{\"Members\":[" + entries(IntStream.of(5, 4, 3, 2, 1)) + "]}");

        assertThat(read(2).entries()).extracting(LogEntry::id).containsExactly("4", "5");
    }

    @Test
    void skipsToTheLastPageOfALongLog() {
        bmc.paths.put(ENTRIES, e -> {
            String query = String.valueOf(e.getRequestURI().getQuery());
            String members =
                    query.equals("$skip=47") ? entries(IntStream.rangeClosed(48, 50)) : entries(IntStream.of(1, 2));
            FakeBmc.send(
                    e,
                    200,
                    "{\"Members@odata.count\":50,\"Members@odata.nextLink\":\"" + ENTRIES + "?$skip=2\",\"Members\":["
                            + members + "]}");
        });

        assertThat(read(3).entries()).extracting(LogEntry::id).containsExactly("48", "49", "50");
        assertThat(bmc.requests.stream().filter(r -> r.equals("GET " + ENTRIES)))
                .hasSize(2);
    }

    @Test
    void walksThePagesOfABmcThatKnowsNoSkip() {
        bmc.paths.put(
                ENTRIES,
                e -> FakeBmc.send(
                        e,
                        200,
                        "{\"Members@odata.count\":4,\"Members@odata.nextLink\":\"" + ENTRIES + "/Page2\",\"Members\":["
                                + entries(IntStream.of(1, 2)) + "]}"));
        Replies.fixed(
                bmc,
                ENTRIES + "/Page2",
                "{\"Members@odata.count\":4,\"Members\":[" + entries(IntStream.of(3, 4)) + "]}");

        assertThat(read(3).entries()).extracting(LogEntry::id).containsExactly("2", "3", "4");
    }

    @Test
    void doesNotGoInCirclesWhenAPageLinksToItself() {
        Replies.fixed(
                bmc,
                ENTRIES,
                "{\"Members@odata.count\":4,\"Members@odata.nextLink\":\"" + ENTRIES + "\",\"Members\":["
                        + entries(IntStream.of(1, 2)) + "]}");

        assertThat(read(3).entries()).extracting(LogEntry::id).contains("1", "2");
        assertThat(bmc.requests).hasSizeLessThan(100);
    }

    @Test
    void readsLinkedEntriesFromTheEndWithTheNewest() {
        Replies.collection(bmc, ENTRIES, ENTRIES + "/9", ENTRIES + "/8", ENTRIES + "/7");
        for (int i = 7; i <= 9; i++) {
            Replies.fixed(bmc, ENTRIES + "/" + i, entry(i));
        }

        assertThat(read(2).entries()).extracting(LogEntry::id).containsExactly("8", "9");
    }

    @Test
    void keepsWhatMakesSenseOfAMalformedLog() {
        Replies.fixed(
                bmc,
                ENTRIES,
                "{\"Members\":[null,7,{},{\"Id\":\"1\",\"Created\":\"0000-00-00T00:00:00Z\",\"Severity\":\"Bad\",\"Message\":\"lost\\npower\"}]}");

        assertThat(read(10).entries()).containsExactly(new LogEntry("1", null, null, null, "lost power"));
    }

    @Test
    void tellsThatALogWhichNeverOverwritesIsFull() {
        Replies.fixed(
                bmc,
                ENTRIES,
                "{\"Members@odata.count\":100,\"Members\":[" + entries(IntStream.rangeClosed(1, 5)) + "]}");

        assertThat(read(5).dropped()).isTrue();
    }

    @Test
    void asksTheManagerWhereTheSystemHasNoLog() {
        String log = "/redfish/v1/Managers/1/LogServices";
        Replies.system(bmc, "\"Links\":{\"ManagedBy\":[" + Replies.link("/redfish/v1/Managers/1") + "]}");
        Replies.fixed(bmc, "/redfish/v1/Managers/1", "{\"LogServices\":" + Replies.link(log) + "}");
        Replies.collection(bmc, log, log + "/Log1");
        Replies.fixed(bmc, log + "/Log1", "{\"Id\":\"Log1\",\"Entries\":" + Replies.link(log + "/Log1/Entries") + "}");
        Replies.fixed(bmc, log + "/Log1/Entries", "{\"Members\":[" + entry(3) + "]}");

        assertThat(read(5).entries()).extracting(LogEntry::id).containsExactly("3");
    }

    @Test
    void saysThatThereIsNoLog() {
        Replies.system(bmc, "\"Name\":\"x\"");

        assertThatThrownBy(() -> read(5))
                .isInstanceOf(BmcFailure.class)
                .extracting(e -> ((BmcFailure) e).kind())
                .isEqualTo(BmcFailure.Kind.UNSUPPORTED);
    }
}
