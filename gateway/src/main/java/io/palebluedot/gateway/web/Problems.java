package io.palebluedot.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.FailureException;
import io.vertx.ext.web.handler.HttpException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import java.io.CharConversionException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes of every failure what is said about it; what is not expected is logged and told as "internal error". */
final class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    private Problems() {}

    static Problem.Draft of(Throwable failure, Exchange exchange) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case ProblemException own -> {
                    return own.draft();
                }
                case FailureException expected -> {
                    return GrpcProblems.of(expected.failure());
                }
                case StatusRuntimeException status -> {
                    return logged(GrpcProblems.of(status), status, exchange);
                }
                case StatusException status -> {
                    return logged(
                            GrpcProblems.of(status.getStatus().asRuntimeException(status.getTrailers())),
                            status,
                            exchange);
                }
                case ConstraintViolationException violations -> {
                    return violations(violations);
                }
                case JsonProcessingException json -> {
                    return JsonProblems.of(json);
                }
                case CharConversionException _ -> {
                    return JsonProblems.malformed("the body is not UTF-8");
                }
                default -> {}
            }
        }
        return framework(failure, exchange);
    }

    private static Problem.Draft framework(Throwable failure, Exchange exchange) {
        return switch (failure) {
            case WebApplicationException web -> ofStatus(web.getResponse().getStatus());
            case HttpException http -> ofStatus(http.getStatusCode());
            default -> logged(Problem.Draft.of(500, "INTERNAL_ERROR", "internal error"), failure, exchange);
        };
    }

    static Problem.Draft ofStatus(int status) {
        return switch (status) {
            case 400 -> Problem.Draft.of(400, "BAD_REQUEST", "the request cannot be understood");
            case 404 -> Problem.Draft.of(404, "ROUTE_NOT_FOUND", "there is nothing here");
            case 405 -> Problem.Draft.of(405, "METHOD_NOT_ALLOWED", "this path does not take that method");
            case 406 -> Problem.Draft.of(406, "NOT_ACCEPTABLE", "the answer is application/json");
            case 413 -> Problem.Draft.of(413, "BODY_TOO_LARGE", "the body is too large");
            case 415 -> Problem.Draft.of(415, "UNSUPPORTED_MEDIA_TYPE", "the body must be application/json");
            case 503 -> Problem.Draft.of(503, "SERVICE_UNAVAILABLE", "not now");
            default ->
                status >= 400 && status < 500
                        ? Problem.Draft.of(status, "BAD_REQUEST", Problem.title(status))
                        : Problem.Draft.of(500, "INTERNAL_ERROR", "internal error");
        };
    }

    private static Problem.Draft logged(Problem.Draft draft, Throwable failure, Exchange exchange) {
        if (draft.status() == 500) {
            LOG.errorf(failure, "request failed requestId=%s path=%s", exchange.requestId(), exchange.path());
        } else if (draft.status() == 503) {
            LOG.warnf(
                    "dependency away requestId=%s path=%s: %s, cause %s",
                    exchange.requestId(), exchange.path(), failure.getMessage(), failure.getCause());
        }
        return draft;
    }

    private static Problem.Draft violations(ConstraintViolationException e) {
        var errors = new ArrayList<FieldError>();
        for (ConstraintViolation<?> violation : e.getConstraintViolations()) {
            errors.add(new FieldError(field(violation.getPropertyPath()), violation.getMessage()));
        }
        errors.sort(java.util.Comparator.comparing(FieldError::field).thenComparing(FieldError::message));
        return Problem.Draft.invalid("the request has " + errors.size() + " bad field(s)", List.copyOf(errors));
    }

    /** Path inside the body, in the words of the JSON: the method and its argument are ours. */
    private static String field(Path path) {
        var text = new StringBuilder();
        int depth = 0;
        for (Path.Node node : path) {
            if (depth++ < 2) {
                continue;
            }
            if (node.getIndex() != null) {
                text.append('[').append(node.getIndex()).append(']');
            } else if (node.getKey() != null) {
                text.append('.').append(node.getKey());
            }
            String name = node.getName();
            if (name != null && !name.startsWith("<")) {
                text.append(text.isEmpty() ? "" : ".").append(snake(name));
            }
        }
        return text.isEmpty() ? "body" : text.toString();
    }

    static String snake(String camel) {
        var text = new StringBuilder();
        for (int i = 0; i < camel.length(); i++) {
            char c = camel.charAt(i);
            if (Character.isUpperCase(c)) {
                text.append('_').append(Character.toLowerCase(c));
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }
}
