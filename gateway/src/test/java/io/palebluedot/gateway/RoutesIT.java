package io.palebluedot.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.palebluedot.gateway.testing.Api;
import io.palebluedot.gateway.testing.FakeServices;
import io.palebluedot.gateway.testing.Routes;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

@QuarkusTest
@GatewayTest
class RoutesIT {

    private static final List<String> ROLES = List.of("admin", "operator", "engineer", "viewer", "service");

    @TestHTTPResource
    URI base;

    @Test
    void everyDocumentedOperationHasALineInTheTableAndTheOtherWayRound() {
        var documented = new TreeSet<String>();
        Api.at(base)
                .with("Accept", "application/json")
                .get("//q/openapi")
                .json()
                .path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(operation -> documented.add(operation.getKey().toUpperCase(Locale.ROOT) + " "
                                + operation.getValue().path("operationId").asText())));

        assertThat(Routes.all().stream().map(route -> route.method() + " " + route.operation()))
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void everyRouteAnswersWhomItIsOpenToAndRefusesOthers() {
        var wrong = new ArrayList<String>();
        for (var route : Routes.all()) {
            for (String role : ROLES) {
                int expected = route.permits(role) ? route.status() : 403;
                int status = status(route, Api.at(base).as(role));
                if (status != expected) {
                    wrong.add(route.operation() + " as " + role + ": " + status + " instead of " + expected);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyRouteButTheOpenOnesDemandsAToken() {
        var wrong = new ArrayList<String>();
        for (var route : Routes.all()) {
            int expected = route.open() ? route.status() : 401;
            for (String token : List.of("", "Bearer nonsense", "Basic YTpi", "Bearer pbd_missing")) {
                var api = token.isEmpty() ? Api.at(base) : Api.at(base).with("Authorization", token);
                if (token.endsWith("missing")) {
                    continue;
                }
                int status = status(route, api);
                if (status != expected) {
                    wrong.add(route.operation() + " with '" + token + "': " + status);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyAnswerHasItsEnvelope() {
        for (var route : Routes.all()) {
            if (route.streams()) {
                continue;
            }
            var answer = route.call(Api.at(base).asAdmin());
            var json = answer.json();
            assertThat(answer.status())
                    .as("%s %s", route, answer.response().body())
                    .isEqualTo(route.status());
            assertThat(json.path("request_id").asText()).isEqualTo(answer.header("X-Request-Id"));
            assertThat(route.operation())
                    .as(route.operation())
                    .startsWith(family(json.path("operation").asText()));
            assertThat(json.has("data")).as(route.operation()).isTrue();
            assertThat(json.path("data").isArray()).as(route.operation()).isEqualTo(json.has("total"));
            assertThat(json.has("next")).as(route.operation()).isEqualTo(json.has("total"));
            assertThat(answer.header("Content-Type")).startsWith("application/json");
            if (route.status() == 201 || route.status() == 202) {
                assertThat(answer.header("Location")).as(route.operation()).startsWith("/api/v1/");
            }
        }
    }

    @Test
    void theCallersOwnTokenTravelsToTheServiceThroughEveryStep() {
        var answer = Api.at(base).as("operator").post("/servers/server456/power", "{\"action\":\"power_off\"}");

        assertThat(answer.data().path("requested_by").asText()).isEqualTo("operator");
        var call = FakeServices.last("HardwareService/SetPower");
        assertThat(call.caller()).isEqualTo("operator");
        assertThat(call.request()).contains("\"action\":\"off\"");
        assertThat(FakeServices.last("ServerService/GetServer").caller()).isEqualTo("operator");
    }

    @Test
    void anInterfacesNameMayHaveSlashes() {
        for (String name : List.of("Ethernet1/1", "Ethernet1%2F1")) {
            var answer = Api.at(base).as("operator").put("/switches/leaf-1/interfaces/" + name, "{\"enabled\":false}");
            assertThat(answer.status()).as(name).isEqualTo(202);
            assertThat(FakeServices.last("SwitchService/SetSwitchInterface").request())
                    .isEqualTo("{\"ref\":\"leaf-1\",\"name\":\"Ethernet1/1\",\"enabled\":false}");
        }
        assertThat(Api.at(base)
                        .asAdmin()
                        .get("/switches/leaf-1/interfaces/Ethernet1/1")
                        .header("Allow"))
                .isEqualTo("OPTIONS, PUT");
    }

    @Test
    void anApiTokenIsExchangedOnceAndThenRemembered() {
        long before = FakeServices.count("PeopleService/ExchangeApiToken");
        var api = Api.at(base).with("Authorization", "Bearer pbd_secret-of-a-program");

        assertThat(api.get("/gpus").status()).isEqualTo(200);
        assertThat(api.get("/gpus").status()).isEqualTo(200);

        assertThat(FakeServices.count("PeopleService/ExchangeApiToken")).isEqualTo(before + 1);
        assertThat(FakeServices.last("GpuService/ListGpus").caller()).isEqualTo("program");
    }

    @Test
    void theSeedsTwoBodiesArriveAsTheyAreMeant() {
        Api.at(base)
                .asAdmin()
                .post("/allocations", "{\"user_id\":\"user123\",\"server_id\":\"server456\",\"purpose\":\"AI训练\"}");
        assertThat(FakeServices.last("AllocationService/CreateAllocation").request())
                .isEqualTo("{\"user\":\"user123\",\"purpose\":\"AI训练\",\"server\":\"server456\"}");

        Api.at(base).asAdmin().post("/gpus/gpu-001/config", "{\"power_limit\":200,\"memory_clock\":8000}");
        assertThat(FakeServices.last("ConfigService/UpdateGpuConfig").request())
                .isEqualTo("{\"ref\":\"gpu-001\",\"powerLimit\":200,\"memoryClock\":8000}");
    }

    private static String family(String operation) {
        // PUT and POST of one thing share its name in the envelope.
        return switch (operation) {
            case "gpu_config_update" -> "gpu_config_";
            case "quota_set" -> "quota_";
            default -> operation;
        };
    }

    private static int status(Routes.Route route, Api api) {
        if (!route.streams()) {
            return route.call(api).status();
        }
        try {
            var response = Api.client()
                    .send(api.request(route.path()).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            response.body().close();
            return response.statusCode();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
