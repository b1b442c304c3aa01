package io.palebluedot.alert.api;

import com.google.protobuf.Empty;
import io.palebluedot.alert.alerts.AlertFilter;
import io.palebluedot.alert.alerts.AlertRepository;
import io.palebluedot.alert.alerts.AlertService;
import io.palebluedot.alert.alerts.AlertSweep;
import io.palebluedot.alert.alerts.Places;
import io.palebluedot.alert.asset.AssetRepository;
import io.palebluedot.alert.incident.IncidentRepository;
import io.palebluedot.alert.lifecycle.AlertState;
import io.palebluedot.alert.lifecycle.IncidentState;
import io.palebluedot.alert.rule.RuleBook;
import io.palebluedot.alert.rule.RuleService;
import io.palebluedot.alert.silence.SilenceRepository;
import io.palebluedot.alert.silence.SilenceService;
import io.palebluedot.alert.webhook.AlertmanagerService;
import io.palebluedot.proto.alert.v1.Alert;
import io.palebluedot.proto.alert.v1.CreateAlertRequest;
import io.palebluedot.proto.alert.v1.CreateRuleRequest;
import io.palebluedot.proto.alert.v1.CreateSilenceRequest;
import io.palebluedot.proto.alert.v1.GetAlertRequest;
import io.palebluedot.proto.alert.v1.GetRuleRequest;
import io.palebluedot.proto.alert.v1.GetSilenceRequest;
import io.palebluedot.proto.alert.v1.Incident;
import io.palebluedot.proto.alert.v1.ListAlertsRequest;
import io.palebluedot.proto.alert.v1.ListAlertsResponse;
import io.palebluedot.proto.alert.v1.ListIncidentsRequest;
import io.palebluedot.proto.alert.v1.ListIncidentsResponse;
import io.palebluedot.proto.alert.v1.ListRulesRequest;
import io.palebluedot.proto.alert.v1.ListRulesResponse;
import io.palebluedot.proto.alert.v1.ListSilencesRequest;
import io.palebluedot.proto.alert.v1.ListSilencesResponse;
import io.palebluedot.proto.alert.v1.ReceiveAlertmanagerRequest;
import io.palebluedot.proto.alert.v1.ReceiveAlertmanagerResponse;
import io.palebluedot.proto.alert.v1.Rule;
import io.palebluedot.proto.alert.v1.Silence;
import io.palebluedot.proto.alert.v1.UpdateAlertRequest;
import io.palebluedot.proto.alert.v1.UpdateRuleRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;

/** AlertService: decodes, checks the form, calls. */
@GrpcService
public class AlertGrpcApi implements io.palebluedot.proto.alert.v1.AlertService {

    private final AlertRepository alerts;
    private final AlertService service;
    private final AlertSweep sweep;
    private final AssetRepository assets;
    private final Places places;
    private final IncidentRepository incidents;
    private final RuleBook rules;
    private final RuleService ruleService;
    private final SilenceRepository silences;
    private final SilenceService silenceService;
    private final AlertmanagerService alertmanager;

    AlertGrpcApi(
            AlertRepository alerts,
            AlertService service,
            AlertSweep sweep,
            AssetRepository assets,
            Places places,
            IncidentRepository incidents,
            RuleBook rules,
            RuleService ruleService,
            SilenceRepository silences,
            SilenceService silenceService,
            AlertmanagerService alertmanager) {
        this.alerts = alerts;
        this.service = service;
        this.sweep = sweep;
        this.assets = assets;
        this.places = places;
        this.incidents = incidents;
        this.rules = rules;
        this.ruleService = ruleService;
        this.silences = silences;
        this.silenceService = silenceService;
        this.alertmanager = alertmanager;
    }

    @Override
    public Uni<ListAlertsResponse> listAlerts(ListAlertsRequest request) {
        var caller = Caller.current();
        var state = request.getState().isEmpty()
                ? null
                : AlertState.find(request.getState())
                        .orElseThrow(() -> Failures.invalid("state", "is no state of an alert"));
        var severity = AlertRequests.severity(request.getSeverity()).orElse(null);
        return assets.serverId(request.getServerId())
                .chain(server -> assets.gpuId(request.getGpuId())
                        .map(gpu -> new AlertFilter(state, severity, server, gpu, request.getName())))
                .chain(filter -> alerts.list(caller, filter, request.getPage()))
                .map(page -> ListAlertsResponse.newBuilder()
                        .addAllAlerts(
                                page.items().stream().map(AlertMessages::alert).toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<Alert> getAlert(GetAlertRequest request) {
        return alerts.find(Caller.current(), request.getId()).map(AlertMessages::alert);
    }

    @Override
    public Uni<Alert> createAlert(CreateAlertRequest request) {
        var caller = Caller.current();
        AlertRequests.check(request);
        return places.of(request.getServerId(), request.getGpuId())
                .chain(place -> service.raise(caller, AlertRequests.finding(request, place, Instant.now())))
                .map(AlertMessages::alert);
    }

    @Override
    public Uni<Alert> updateAlert(UpdateAlertRequest request) {
        var version = AlertRequests.version(request.hasExpectedVersion(), request.getExpectedVersion());
        return service.update(
                        Caller.current(), request.getId(), version, AlertRequests.action(request), request.getComment())
                .map(AlertMessages::alert);
    }

    @Override
    public Uni<ListIncidentsResponse> listIncidents(ListIncidentsRequest request) {
        var caller = Caller.current();
        var state = request.getState().isEmpty()
                ? null
                : IncidentState.find(request.getState())
                        .orElseThrow(() -> Failures.invalid("state", "is no state of an incident"));
        return assets.serverId(request.getServerId())
                .chain(server -> incidents.list(caller, state, server, request.getPage()))
                .map(page -> ListIncidentsResponse.newBuilder()
                        .addAllIncidents(page.items().stream()
                                .map(AlertMessages::incident)
                                .toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<Incident> getAlertCorrelation(GetAlertRequest request) {
        var caller = Caller.current();
        return alerts.find(caller, request.getId())
                .chain(alert -> {
                    if (alert.incidentId() == null) {
                        throw Failures.notFound("Incident", "of alert " + request.getId());
                    }
                    return incidents.find(caller, alert.incidentId());
                })
                .map(AlertMessages::incident);
    }

    @Override
    public Uni<ListRulesResponse> listRules(ListRulesRequest request) {
        return rules.list(request.getPage())
                .map(page -> ListRulesResponse.newBuilder()
                        .addAllRules(
                                page.items().stream().map(AlertMessages::rule).toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<Rule> getRule(GetRuleRequest request) {
        return rules.get(request.getRef()).map(AlertMessages::rule);
    }

    @Override
    public Uni<Rule> createRule(CreateRuleRequest request) {
        return ruleService.create(Caller.current(), AlertRequests.rule(request)).map(AlertMessages::rule);
    }

    @Override
    public Uni<Rule> updateRule(UpdateRuleRequest request) {
        var version = AlertRequests.version(request.hasExpectedVersion(), request.getExpectedVersion());
        return ruleService
                .change(Caller.current(), request.getRef(), version, AlertRequests.change(request))
                .map(AlertMessages::rule);
    }

    @Override
    public Uni<Empty> deleteRule(GetRuleRequest request) {
        return ruleService.delete(Caller.current(), request.getRef()).replaceWith(Empty.getDefaultInstance());
    }

    @Override
    public Uni<ListSilencesResponse> listSilences(ListSilencesRequest request) {
        if (!Caller.current().seesAllProjects()) {
            throw Failures.denied("silences may name other projects' objects");
        }
        return silences.list(request.getPage())
                .map(page -> ListSilencesResponse.newBuilder()
                        .addAllSilences(page.items().stream()
                                .map(s -> AlertMessages.silence(s, Instant.now()))
                                .toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<Silence> createSilence(CreateSilenceRequest request) {
        var caller = Caller.current();
        if (!request.hasEndsAt()) {
            throw Failures.invalid("ends_at", "is required");
        }
        var from = request.hasStartsAt() ? Times.read(request.getStartsAt(), "starts_at") : Instant.now();
        var to = Times.read(request.getEndsAt(), "ends_at");
        var matchers = AlertRequests.matchers(request.getMatchersList());
        return silenceService
                .create(caller, matchers, from, to, request.getComment())
                .call(sweep::applySilences)
                .map(silence -> AlertMessages.silence(silence, Instant.now()));
    }

    @Override
    public Uni<Empty> deleteSilence(GetSilenceRequest request) {
        return silenceService
                .end(Caller.current(), request.getId())
                .call(sweep::applySilences)
                .replaceWith(Empty.getDefaultInstance());
    }

    @Override
    public Uni<ReceiveAlertmanagerResponse> receiveAlertmanager(ReceiveAlertmanagerRequest request) {
        return alertmanager
                .receive(Caller.current(), request.getJson())
                .map(n ->
                        ReceiveAlertmanagerResponse.newBuilder().setAccepted(n).build());
    }
}
