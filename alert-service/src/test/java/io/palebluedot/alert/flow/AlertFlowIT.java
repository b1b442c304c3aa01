package io.palebluedot.alert.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.palebluedot.events.AllocationEvent;
import io.palebluedot.events.Ids;
import io.palebluedot.events.ServerEvent;
import io.palebluedot.events.jetstream.NatsLink;
import io.palebluedot.proto.alert.v1.Alert;
import io.palebluedot.proto.alert.v1.AlertState;
import io.palebluedot.proto.alert.v1.CreateAlertRequest;
import io.palebluedot.proto.alert.v1.CreateRuleRequest;
import io.palebluedot.proto.alert.v1.CreateSilenceRequest;
import io.palebluedot.proto.alert.v1.Evidence;
import io.palebluedot.proto.alert.v1.GetAlertRequest;
import io.palebluedot.proto.alert.v1.GetRuleRequest;
import io.palebluedot.proto.alert.v1.GetSilenceRequest;
import io.palebluedot.proto.alert.v1.Incident;
import io.palebluedot.proto.alert.v1.IncidentState;
import io.palebluedot.proto.alert.v1.ListAlertsRequest;
import io.palebluedot.proto.alert.v1.ListEventsRequest;
import io.palebluedot.proto.alert.v1.ListIncidentsRequest;
import io.palebluedot.proto.alert.v1.ListRulesRequest;
import io.palebluedot.proto.alert.v1.Matcher;
import io.palebluedot.proto.alert.v1.ReceiveAlertmanagerRequest;
import io.palebluedot.proto.alert.v1.Severity;
import io.palebluedot.proto.alert.v1.UpdateAlertRequest;
import io.palebluedot.proto.alert.v1.UpdateRuleRequest;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.testing.ServersResource;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Telemetry and events in, alerts and incidents out, on real PostgreSQL and NATS. */
@QuarkusTest
@TestProfile(QuickProfile.class)
@QuarkusTestResource(value = ServersResource.class, initArgs = @ResourceArg(name = "database", value = "alert"))
class AlertFlowIT {

    private static final Duration WAIT = Duration.ofSeconds(30);

    @Inject
    NatsLink link;

    private final String admin = TestTokens.admin();
    private final String server = Ids.newId();
    private final String gpu = Ids.newId();
    private final String serial = "SN-" + gpu;
    private Wire wire;
    private ScheduledExecutorService sampler;
    private volatile Map<String, Double> values = Map.of();

    @BeforeEach
    void connect() {
        wire = new Wire(link);
        await().atMost(WAIT).until(link::up);
    }

    @AfterEach
    void stopSampling() {
        if (sampler != null) {
            sampler.shutdownNow();
        }
    }

    @Test
    void ninetyOneDegreesRaiseAnAlertThatEndsWhenTheGpuCools() {
        String project = Ids.newId();
        String allocation = Ids.newId();
        wire.server(server, "server-hot", "rack-1", null);
        wire.gpu(gpu, "gpu-hot", server, 0, serial);
        wire.tell(
                "/allocation-service",
                allocation,
                new AllocationEvent.AllocationActivated(
                        project, List.of(new AllocationEvent.HeldGpu(gpu, "gpu-hot", server))));
        sample(Map.of("gpu_temperature_celsius", 91.0));

        var pending = awaitAlert("gpu_temperature_high", a -> true);
        assertThat(pending.getFiredAt().getSeconds())
                .as("0.005 × 5 min have not passed")
                .isZero();
        var firing = awaitAlert("gpu_temperature_high", a -> a.getState() == AlertState.ALERT_STATE_FIRING);
        assertThat(firing.getId()).isEqualTo(pending.getId());
        assertThat(firing.getValue()).isEqualTo(91.0);
        assertThat(firing.getThreshold()).isEqualTo(85.0);
        assertThat(firing.getServerId()).isEqualTo(server);
        assertThat(firing.getAllocationId()).isEqualTo(allocation);
        assertThat(firing.getProjectId()).isEqualTo(project);
        assertThat(firing.getLabelsMap()).containsEntry("gpu", "gpu-hot").containsEntry("rack", "rack-1");
        assertThat(firing.getFiredAt().getSeconds() * 1_000L
                        + firing.getFiredAt().getNanos() / 1_000_000
                        - firing.getStartedAt().getSeconds() * 1_000L
                        - firing.getStartedAt().getNanos() / 1_000_000)
                .isGreaterThanOrEqualTo(1_500);

        var tenant = TestTokens.engineer("u1", project);
        assertThat(Wire.alerts(tenant).getAlert(id(firing)).getId()).isEqualTo(firing.getId());
        assertCode(
                Status.Code.NOT_FOUND,
                () -> Wire.alerts(TestTokens.engineer("u2", Ids.newId())).getAlert(id(firing)));

        values = Map.of("gpu_temperature_celsius", 60.0);
        var resolved = await().atMost(WAIT)
                .until(
                        () -> Wire.alerts(admin).getAlert(id(firing)),
                        a -> a.getState() == AlertState.ALERT_STATE_RESOLVED);
        assertThat(resolved.hasResolvedAt()).isTrue();
        awaitEvents(firing.getId(), "AlertRaised", "AlertResolved");
        assertThat(Wire.events(tenant)
                        .listEvents(ListEventsRequest.newBuilder()
                                .setSubject(firing.getId())
                                .build())
                        .getEventsList())
                .as("the tenant sees the events of its alerts")
                .isNotEmpty();
    }

    @Test
    void xid79AndWhatFollowsIsOneIncidentWithTheXidAsItsCause() {
        String peer = Ids.newId();
        wire.server(server, "server-xid", "rack-2", null);
        wire.gpu(gpu, "gpu-x", server, 3, serial);
        wire.gpu(peer, "gpu-y", server, 4, "SN-" + peer);
        awaitAssets();
        wire.xid(server, 74, "SN-" + peer);
        wire.xid(server, 79, serial);

        var root = awaitAlert("gpu_xid", a -> a.getLabelsOrDefault("xid", "").equals("79"));
        assertThat(root.getSeverity()).isEqualTo(Severity.SEVERITY_CRITICAL);
        assertThat(root.getGpuId()).isEqualTo(gpu);
        assertThat(root.getSummary()).contains("gpu-x").contains("fallen off the bus");
        var incident = await().atMost(WAIT).until(() -> correlation(root), i -> i != null && i.getAlertIdsCount() == 2);
        assertThat(incident.getState()).isEqualTo(IncidentState.INCIDENT_STATE_FIRING);
        assertThat(incident.getTemplate()).isEqualTo("gpu_fell_off_bus");
        assertThat(incident.getRootCauseAlertId()).isEqualTo(root.getId());
        assertThat(incident.getRecommendedAction()).contains("power-cycle");
        assertThat(incident.getScore())
                .isCloseTo(
                        incident.getEvidenceList().stream()
                                .mapToDouble(Evidence::getScore)
                                .sum(),
                        org.assertj.core.data.Offset.offset(0.001));
        assertThat(Wire.alerts(admin)
                        .listIncidents(ListIncidentsRequest.newBuilder()
                                .setServerId(server)
                                .build())
                        .getIncidentsList())
                .extracting(Incident::getId)
                .containsExactly(incident.getId());

        wire.xid(server, 79, serial);
        await().atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(Wire.alerts(admin).getAlert(id(root)).getOccurrences())
                                .isEqualTo(2));

        wire.gpu(gpu, "gpu-x", server, 3, serial, "resetting", "available");
        await().atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(Wire.alerts(admin).getAlert(id(root)).getState())
                                .isEqualTo(AlertState.ALERT_STATE_RESOLVED));
        wire.gpu(peer, "gpu-y", server, 4, "SN-" + peer, "faulty", "available");
        await().atMost(WAIT)
                .untilAsserted(() ->
                        assertThat(correlation(root).getState()).isEqualTo(IncidentState.INCIDENT_STATE_RESOLVED));
        awaitEvents(incident.getId(), "IncidentOpened", "IncidentResolved");
    }

    @Test
    void aFiringAlertWithoutSamplesDoesNotFireForEver() {
        wire.server(server, "server-mute", "rack-3", null);
        wire.gpu(gpu, "gpu-mute", server, 0, serial);
        awaitAssets();
        wire.telemetry(server, serial, Map.of("gpu_row_remap_failure", 1.0));
        var firing = awaitAlert("gpu_row_remap_failure", a -> a.getState() == AlertState.ALERT_STATE_FIRING);
        await().atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(Wire.alerts(admin).getAlert(id(firing)).getState())
                                .isEqualTo(AlertState.ALERT_STATE_RESOLVED));
    }

    @Test
    void whatAPersonResolvedComesBackWhenItsConditionStillHolds() {
        wire.server(server, "server-back", "rack-3", null);
        wire.gpu(gpu, "gpu-back", server, 0, serial);
        awaitAssets();
        sample(Map.of("gpu_row_remap_failure", 1.0));
        var first = awaitAlert("gpu_row_remap_failure", a -> a.getState() == AlertState.ALERT_STATE_FIRING);
        Wire.alerts(admin)
                .updateAlert(UpdateAlertRequest.newBuilder()
                        .setId(first.getId())
                        .setAction("resolve")
                        .build());
        var second = awaitAlert(
                "gpu_row_remap_failure",
                a -> a.getState() == AlertState.ALERT_STATE_FIRING && !a.getId().equals(first.getId()));
        assertThat(second.getServerId()).isEqualTo(server);
    }

    @Test
    void aSilenceSuppressesUntilItEnds() {
        var silence = Wire.alerts(admin)
                .createSilence(CreateSilenceRequest.newBuilder()
                        .addMatchers(Matcher.newBuilder()
                                .setName("alertname")
                                .setValue("quiet_.*")
                                .setIsRegex(true)
                                .setIsEqual(true))
                        .setEndsAt(in(Duration.ofHours(1)))
                        .setComment("maintenance")
                        .build());
        assertThat(silence.getState()).isEqualTo("active");
        var alert = raise("quiet_please");
        assertThat(alert.getState()).isEqualTo(AlertState.ALERT_STATE_SUPPRESSED);
        assertThat(raise("quiet_please").getOccurrences()).isEqualTo(2);
        Wire.alerts(admin)
                .deleteSilence(
                        GetSilenceRequest.newBuilder().setId(silence.getId()).build());
        assertThat(Wire.alerts(admin).getAlert(id(alert)).getState()).isEqualTo(AlertState.ALERT_STATE_FIRING);
        awaitEvents(alert.getId(), "AlertRaised");

        Wire.alerts(admin)
                .createSilence(CreateSilenceRequest.newBuilder()
                        .addMatchers(Matcher.newBuilder()
                                .setName("alertname")
                                .setValue("quiet_please")
                                .setIsEqual(true))
                        .setEndsAt(in(Duration.ofSeconds(2)))
                        .build());
        assertThat(Wire.alerts(admin).getAlert(id(alert)).getState()).isEqualTo(AlertState.ALERT_STATE_SUPPRESSED);
        await().atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(Wire.alerts(admin).getAlert(id(alert)).getState())
                                .isEqualTo(AlertState.ALERT_STATE_FIRING));
        assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> Wire.alerts(admin)
                        .createSilence(CreateSilenceRequest.newBuilder()
                                .addMatchers(Matcher.newBuilder()
                                        .setName("x")
                                        .setValue("(")
                                        .setIsRegex(true)
                                        .setIsEqual(true))
                                .setEndsAt(in(Duration.ofHours(1)))
                                .build()));
    }

    @Test
    void peopleAcknowledgeCommentAndResolve() {
        var alert = raise("by_hand");
        assertCode(Status.Code.PERMISSION_DENIED, () -> act(TestTokens.viewer(), alert, "acknowledge", "", null));
        assertCode(Status.Code.ABORTED, () -> act(admin, alert, "acknowledge", "", alert.getVersion() + 7));
        var acknowledged = act(TestTokens.operator(), alert, "acknowledge", "I look at it", null);
        assertThat(acknowledged.getState()).isEqualTo(AlertState.ALERT_STATE_ACKNOWLEDGED);
        assertThat(acknowledged.getAcknowledgedBy()).isNotEmpty();
        assertThat(acknowledged.getCommentsList())
                .singleElement()
                .satisfies(c -> assertThat(c.getText()).isEqualTo("I look at it"));
        assertCode(Status.Code.FAILED_PRECONDITION, () -> act(admin, alert, "acknowledge", "", null));
        assertCode(Status.Code.INVALID_ARGUMENT, () -> act(admin, alert, "explode", "", null));
        assertThat(act(admin, alert, "", "still there", acknowledged.getVersion())
                        .getCommentsCount())
                .isEqualTo(2);
        assertThat(act(admin, alert, "resolve", "", null).getState()).isEqualTo(AlertState.ALERT_STATE_RESOLVED);
        assertCode(Status.Code.FAILED_PRECONDITION, () -> act(admin, alert, "resolve", "", null));
        awaitEvents(alert.getId(), "AlertRaised", "AlertAcknowledged", "AlertResolved");
    }

    @Test
    void aCriticalAlertThatNobodyTakesEscalatesOnce() {
        var alert = raise("nobody_cares");
        awaitEvents(alert.getId(), "AlertRaised", "AlertEscalated");
        assertThat(events(alert.getId())).containsOnlyOnce("AlertEscalated");
    }

    @Test
    void alertmanagersWebhookRaisesAndResolves() {
        assertThat(receive("firing")).isEqualTo(1);
        var alert = Wire.alerts(admin)
                .listAlerts(ListAlertsRequest.newBuilder().setName("NodeDown").build())
                .getAlerts(0);
        assertThat(alert.getState()).isEqualTo(AlertState.ALERT_STATE_FIRING);
        assertThat(alert.getSource()).isEqualTo("alertmanager");
        assertThat(receive("resolved")).isEqualTo(1);
        assertThat(Wire.alerts(admin).getAlert(id(alert)).getState()).isEqualTo(AlertState.ALERT_STATE_RESOLVED);
        assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> Wire.alerts(admin)
                        .receiveAlertmanager(ReceiveAlertmanagerRequest.newBuilder()
                                .setJson("{}")
                                .build()));
    }

    @Test
    void aLostBmcAndAFailedServerAreAlertsUntilTheyAreBack() {
        wire.server(server, "server-lost", "rack-4", null);
        wire.tell("/hardware-service", server, new ServerEvent.ServerReachabilityChanged(false, "connect timed out"));
        wire.tell(
                "/inventory-service", server, new ServerEvent.ServerFailed("server-lost", "deploying", "disk is gone"));
        var bmc = awaitAlert("bmc_unreachable", a -> true);
        assertThat(bmc.getSummary()).contains("connect timed out");
        var failed = awaitAlert("server_failed", a -> true);
        wire.tell("/hardware-service", server, new ServerEvent.ServerReachabilityChanged(true, null));
        wire.tell(
                "/inventory-service",
                server,
                new ServerEvent.ServerStateChanged(
                        "server-lost", "failed", "repairing", "error", null, false, "OK", "rack-4", null));
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(List.of(bmc, failed))
                        .allSatisfy(a -> assertThat(
                                        Wire.alerts(admin).getAlert(id(a)).getState())
                                .isEqualTo(AlertState.ALERT_STATE_RESOLVED)));
    }

    @Test
    void aRuleOfAnOperatorIsEvaluatedUntilItIsDeleted() {
        wire.server(server, "server-rule", "rack-5", null);
        wire.gpu(gpu, "gpu-rule", server, 0, serial);
        var request = CreateRuleRequest.newBuilder()
                .setName("clock_low_" + gpu.substring(30))
                .setMetric("gpu_sm_clock_mhz")
                .setComparison("lt")
                .setThreshold(500)
                .setSeverity(Severity.SEVERITY_WARNING)
                .setSummary("SM clock is low")
                .setScope("gpu")
                .putLabels("team", "ml")
                .build();
        var rule = Wire.alerts(admin).createRule(request);
        assertThat(rule.getBuiltIn()).isFalse();
        assertCode(Status.Code.ALREADY_EXISTS, () -> Wire.alerts(admin).createRule(request));
        assertCode(
                Status.Code.PERMISSION_DENIED,
                () -> Wire.alerts(TestTokens.viewer()).createRule(request));
        assertCode(
                Status.Code.INVALID_ARGUMENT,
                () -> Wire.alerts(admin)
                        .createRule(request.toBuilder()
                                .setName("x y")
                                .setComparison("around")
                                .build()));
        sample(Map.of("gpu_sm_clock_mhz", 210.0));
        var firing = awaitAlert(rule.getName(), a -> a.getState() == AlertState.ALERT_STATE_FIRING);
        assertThat(firing.getRuleId()).isEqualTo(rule.getId());
        assertThat(firing.getLabelsMap()).containsEntry("team", "ml");

        var changed = Wire.alerts(admin)
                .updateRule(UpdateRuleRequest.newBuilder()
                        .setRef(rule.getName())
                        .setExpectedVersion(rule.getVersion())
                        .setThreshold(100)
                        .build());
        assertThat(changed.getVersion()).isEqualTo(rule.getVersion() + 1);
        await().atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(Wire.alerts(admin).getAlert(id(firing)).getState())
                                .isEqualTo(AlertState.ALERT_STATE_RESOLVED));
        assertCode(
                Status.Code.ABORTED,
                () -> Wire.alerts(admin)
                        .updateRule(UpdateRuleRequest.newBuilder()
                                .setRef(rule.getId())
                                .setExpectedVersion(rule.getVersion())
                                .setThreshold(600)
                                .build()));
        Wire.alerts(admin)
                .updateRule(UpdateRuleRequest.newBuilder()
                        .setRef(rule.getId())
                        .setThreshold(600)
                        .build());
        var again = awaitAlert(rule.getName(), a -> a.getState() == AlertState.ALERT_STATE_FIRING);
        Wire.alerts(admin)
                .deleteRule(GetRuleRequest.newBuilder().setRef(rule.getId()).build());
        await().atMost(WAIT)
                .untilAsserted(
                        () -> assertThat(Wire.alerts(admin).getAlert(id(again)).getState())
                                .isEqualTo(AlertState.ALERT_STATE_RESOLVED));
        assertCode(
                Status.Code.NOT_FOUND,
                () -> Wire.alerts(admin)
                        .getRule(
                                GetRuleRequest.newBuilder().setRef(rule.getId()).build()));
        assertCode(
                Status.Code.FAILED_PRECONDITION,
                () -> Wire.alerts(admin)
                        .deleteRule(GetRuleRequest.newBuilder()
                                .setRef("gpu_temperature_high")
                                .build()));
    }

    @Test
    void theBuiltInRulesAreThere() {
        var rules = Wire.alerts(admin)
                .listRules(ListRulesRequest.newBuilder()
                        .setPage(PageRequest.newBuilder().setLimit(100).setSort("name"))
                        .build());
        assertThat(rules.getRulesList())
                .filteredOn(r -> r.getBuiltIn())
                .extracting(r ->
                        r.getName() + " " + r.getComparison() + " " + r.getThreshold() + " for " + r.getForSeconds())
                .contains(
                        "gpu_temperature_high gt 85.0 for 300",
                        "gpu_utilization_high gt 95.0 for 600",
                        "gpu_memory_high gt 90.0 for 300",
                        "error_rate_high gt 5.0 for 60",
                        "gpu_busy_at_idle_power ge 99.0 for 600")
                .hasSize(20);
    }

    private void sample(Map<String, Double> first) {
        values = first;
        sampler = Executors.newSingleThreadScheduledExecutor();
        var _ = sampler.scheduleAtFixedRate(
                () -> wire.telemetry(server, serial, values), 0, 200, TimeUnit.MILLISECONDS);
    }

    private void awaitAssets() {
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(Wire.alerts(admin)
                                .createAlert(CreateAlertRequest.newBuilder()
                                        .setName("asset_probe")
                                        .setSeverity(Severity.SEVERITY_INFO)
                                        .setSummary("probe")
                                        .setGpuId(gpu)
                                        .build())
                                .getServerId())
                        .isEqualTo(server));
    }

    private Alert awaitAlert(String name, Predicate<Alert> wanted) {
        var request =
                ListAlertsRequest.newBuilder().setName(name).setServerId(server).build();
        return await().atMost(WAIT)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> Wire.alerts(admin).listAlerts(request).getAlertsList().stream()
                                .filter(wanted)
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }

    private Incident correlation(Alert alert) {
        try {
            return Wire.alerts(admin).getAlertCorrelation(id(alert));
        } catch (StatusRuntimeException e) {
            assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
            return null;
        }
    }

    private void awaitEvents(String subject, String... names) {
        await().atMost(WAIT).untilAsserted(() -> assertThat(events(subject)).containsSubsequence(names));
    }

    private List<String> events(String subject) {
        return Wire.events(admin)
                .listEvents(ListEventsRequest.newBuilder().setSubject(subject).build())
                .getEventsList()
                .stream()
                .map(e -> e.getName())
                .toList();
    }

    private Alert raise(String name) {
        return Wire.alerts(admin)
                .createAlert(CreateAlertRequest.newBuilder()
                        .setName(name)
                        .setSeverity(Severity.SEVERITY_CRITICAL)
                        .setSummary("raised by a test")
                        .putLabels("test", "yes")
                        .build());
    }

    private static Alert act(String token, Alert alert, String action, String comment, Long version) {
        var request = UpdateAlertRequest.newBuilder()
                .setId(alert.getId())
                .setAction(action)
                .setComment(comment);
        if (version != null) {
            request.setExpectedVersion(version);
        }
        return Wire.alerts(token).updateAlert(request.build());
    }

    private int receive(String status) {
        var json = """
                {"version":"4","status":"%1$s","alerts":[{"status":"%1$s","labels":{"alertname":"NodeDown","severity":"critical"},
                "annotations":{"summary":"node is down"},"startsAt":"2026-01-01T00:00:00Z","fingerprint":"abc123"}]}""".formatted(status);
        return Wire.alerts(admin)
                .receiveAlertmanager(
                        ReceiveAlertmanagerRequest.newBuilder().setJson(json).build())
                .getAccepted();
    }

    private static GetAlertRequest id(Alert alert) {
        return GetAlertRequest.newBuilder().setId(alert.getId()).build();
    }

    private static com.google.protobuf.Timestamp in(Duration duration) {
        var at = Instant.now().plus(duration);
        return com.google.protobuf.Timestamp.newBuilder()
                .setSeconds(at.getEpochSecond())
                .setNanos(at.getNano())
                .build();
    }

    private static void assertCode(Status.Code code, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StatusRuntimeException.class,
                        e -> assertThat(e.getStatus().getCode()).isEqualTo(code));
    }
}
