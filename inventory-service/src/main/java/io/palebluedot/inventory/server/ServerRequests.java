package io.palebluedot.inventory.server;

import io.palebluedot.inventory.asset.Labels;
import io.palebluedot.proto.inventory.v1.CreateServerRequest;
import io.palebluedot.proto.inventory.v1.Place;
import io.palebluedot.proto.inventory.v1.UpdateServerRequest;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What requests about servers must look like. */
final class ServerRequests {

    private static final Pattern HOST_PORT =
            Pattern.compile("(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?)(:[0-9]{1,5})?");
    private static final Set<String> PROTOCOLS = Set.of("redfish", "ipmi", "gnmi");

    private ServerRequests() {}

    static void check(CreateServerRequest request) {
        var errors = new ArrayList<FieldError>();
        if (!request.getName().isEmpty()) {
            Labels.checkName(request.getName(), errors);
        }
        address(request.getBmcAddress(), errors);
        if (request.getBmcUsername().isEmpty()) {
            errors.add(new FieldError("bmc_username", "is required"));
        }
        request.getProtocolsList().stream()
                .filter(protocol -> !PROTOCOLS.contains(protocol))
                .forEach(protocol -> errors.add(new FieldError("protocols", "each must be one of " + PROTOCOLS)));
        ports(request.getBmcPortsMap(), errors);
        place(request.getPlace(), errors);
        Labels.check(request.getLabelsMap(), errors);
        url("dcgm_exporter_url", request.getDcgmExporterUrl(), errors);
        url("node_exporter_url", request.getNodeExporterUrl(), errors);
        fail(errors);
    }

    static void check(UpdateServerRequest request) {
        var errors = new ArrayList<FieldError>();
        if (request.hasName()) {
            Labels.checkName(request.getName(), errors);
        }
        if (request.hasBmcAddress()) {
            address(request.getBmcAddress(), errors);
        }
        if (request.hasPlace()) {
            place(request.getPlace(), errors);
        }
        Labels.check(request.getLabelsMap(), errors);
        url("dcgm_exporter_url", request.getDcgmExporterUrl(), errors);
        url("node_exporter_url", request.getNodeExporterUrl(), errors);
        fail(errors);
    }

    private static void address(String address, List<FieldError> errors) {
        var match = HOST_PORT.matcher(address);
        if (!match.matches()) {
            errors.add(new FieldError("bmc_address", "must be host or host:port"));
        } else if (match.group(3) != null && port(match.group(3).substring(1)) > 65_535) {
            errors.add(new FieldError("bmc_address", "has no such port"));
        }
    }

    private static void ports(Map<String, Integer> ports, List<FieldError> errors) {
        ports.forEach((protocol, port) -> {
            if (!PROTOCOLS.contains(protocol)) {
                errors.add(new FieldError("bmc_ports", "each must be of one of " + PROTOCOLS));
            } else if (port < 1 || port > 65_535) {
                errors.add(new FieldError("bmc_ports." + protocol, "must be from 1 to 65535"));
            }
        });
    }

    private static int port(String digits) {
        return Integer.parseInt(digits);
    }

    private static void place(Place place, List<FieldError> errors) {
        if (place.getRackUnit() < 0 || place.getRackUnit() > 100) {
            errors.add(new FieldError("place.rack_unit", "must be from 0 to 100"));
        }
        for (String text :
                List.of(place.getSite(), place.getRoom(), place.getRack(), place.getPduFeed(), place.getLeafSwitch())) {
            if (text.length() > 100) {
                errors.add(new FieldError("place", "names have 100 characters at most"));
                return;
            }
        }
    }

    private static void url(String field, String url, List<FieldError> errors) {
        if (url.isEmpty()) {
            return;
        }
        try {
            var uri = URI.create(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (!http || uri.getHost() == null || uri.getUserInfo() != null || url.length() > 500) {
                errors.add(new FieldError(field, "must be an http or https URL without credentials"));
            }
        } catch (IllegalArgumentException e) {
            errors.add(new FieldError(field, "is no URL"));
        }
    }

    private static void fail(List<FieldError> errors) {
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
    }
}
