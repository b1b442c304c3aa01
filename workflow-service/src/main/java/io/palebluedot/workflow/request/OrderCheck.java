package io.palebluedot.workflow.request;

import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.Failures;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.palebluedot.workflow.server.ServerFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What must hold before a person's workflow is accepted. */
final class OrderCheck {

    /** STOP and START belong to allocations. */
    private static final Set<WorkflowKind> FOR_PEOPLE =
            Set.of(WorkflowKind.DEPLOY, WorkflowKind.CLEANUP, WorkflowKind.INSPECT, WorkflowKind.VALIDATE);
    /** States in which somebody may be using the server. */
    private static final Set<String> HELD = Set.of("reserved", "deploying", "active", "deprovisioning");

    private static final int MAX_USER_DATA = 65_536;
    private static final int MAX_KEYS = 100;

    private OrderCheck() {}

    /** The kind, or INVALID_ARGUMENT telling all bad fields. */
    static WorkflowKind kind(NewWorkflow wish) {
        var errors = new ArrayList<FieldError>();
        var kind = WorkflowKind.of(wish.kind()).filter(FOR_PEOPLE::contains);
        if (kind.isEmpty()) {
            errors.add(new FieldError("kind", "must be one of deploy, cleanup, inspect, validate"));
        }
        if (wish.server().isBlank()) {
            errors.add(new FieldError("server_id", "is required"));
        }
        boolean deploys = kind.filter(k -> k == WorkflowKind.DEPLOY).isPresent();
        if (wish.template() != null && !deploys) {
            errors.add(new FieldError("template", "is only for deploy"));
        }
        sshKeys(wish.sshKeys(), errors);
        if (wish.userData() != null && wish.userData().length() > MAX_USER_DATA) {
            errors.add(new FieldError("user_data", "is longer than " + MAX_USER_DATA + " characters"));
        }
        parameters(wish, errors);
        if (!errors.isEmpty()) {
            throw Failures.invalid(errors);
        }
        return kind.orElseThrow();
    }

    private static void sshKeys(List<String> keys, List<FieldError> errors) {
        if (keys.size() > MAX_KEYS) {
            errors.add(new FieldError("ssh_keys", "are more than " + MAX_KEYS));
        }
        for (int i = 0; i < keys.size(); i++) {
            if (!keys.get(i)
                    .matches("(ssh|ecdsa|sk)-[A-Za-z0-9@.-]+ [A-Za-z0-9+/=]{16,16000}( [^\\p{Cntrl}]{0,500})?")) {
                errors.add(new FieldError("ssh_keys[" + i + "]", "is no OpenSSH public key"));
            }
        }
    }

    private static void parameters(NewWorkflow wish, List<FieldError> errors) {
        wish.parameters().forEach((name, value) -> {
            String field = "parameters." + name;
            if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
                errors.add(new FieldError(field, "must be named with a-z, 0-9 and '_'"));
            } else if (value instanceof String text && text.length() > MAX_USER_DATA) {
                errors.add(new FieldError(field, "is too long"));
            } else if (!shaped(name, String.valueOf(value))) {
                errors.add(new FieldError(field, "is malformed"));
            }
        });
    }

    private static boolean shaped(String name, String value) {
        return switch (name) {
            case "disk" -> value.matches("/dev/[A-Za-z0-9][A-Za-z0-9/_.-]{0,127}") && !value.contains("..");
            case "mac" -> value.matches("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");
            case "hostname" -> value.matches("[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\\.[A-Za-z0-9-]{1,63}){0,8}");
            case "address", "netmask", "gateway" -> value.matches("\\d{1,3}(\\.\\d{1,3}){3}");
            case "image_checksum" -> value.matches("sha256:[0-9a-f]{64}");
            default -> true;
        };
    }

    /** FAILED_PRECONDITION when the server is somebody's and the caller did not say whose. */
    static void server(WorkflowKind kind, NewWorkflow wish, ServerFacts server) {
        boolean changes = kind == WorkflowKind.DEPLOY || kind == WorkflowKind.CLEANUP;
        if (changes && HELD.contains(server.state()) && wish.allocationId() == null) {
            throw Failures.illegalState(
                    "SERVER_IN_USE",
                    "server " + server.name() + " is " + server.state() + "; name the allocation_id that it is for");
        }
        if (changes && server.state().equals("retired")) {
            throw Failures.illegalMove("server", server.state(), kind.word());
        }
        if (kind == WorkflowKind.DEPLOY && server.maintenance()) {
            throw Failures.illegalState("SERVER_IN_MAINTENANCE", "server " + server.name() + " is in maintenance");
        }
    }
}
