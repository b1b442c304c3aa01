package io.palebluedot.workflow.tinkerbell;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.Serial;

/** Tinkerbell's Kubernetes API did not do what it was asked. */
public final class TinkerbellFailure extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean passing;

    private TinkerbellFailure(String message, boolean passing, Throwable cause) {
        super(message, cause);
        this.passing = passing;
    }

    /** True when the same call may succeed later: the API is away, busy, or somebody else wrote at the same time. */
    public boolean passing() {
        return passing;
    }

    static TinkerbellFailure of(String what, KubernetesClientException e) {
        int code = e.getCode();
        return switch (code) {
            case 404 ->
                new TinkerbellFailure(
                        "Kubernetes does not know " + what
                                + ": Tinkerbell's CRDs (tinkerbell.org/v1alpha1) or its namespace are not installed",
                        false,
                        e);
            case 401, 403 ->
                new TinkerbellFailure("Kubernetes refuses " + what + " to this service's account", false, e);
            case 408, 409, 410, 429 ->
                new TinkerbellFailure("the Kubernetes API (" + code + " for " + what + ")", true, e);
            default ->
                code >= 400 && code < 500
                        ? new TinkerbellFailure("Kubernetes refused " + what + ": " + reason(e), false, e)
                        : new TinkerbellFailure("the Kubernetes API (" + reason(e) + ")", true, e);
        };
    }

    private static String reason(KubernetesClientException e) {
        var status = e.getStatus();
        if (status != null && status.getMessage() != null) {
            return status.getMessage();
        }
        if (e.getCode() > 0) {
            return "status " + e.getCode();
        }
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }
}
