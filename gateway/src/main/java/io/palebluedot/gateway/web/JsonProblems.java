package io.palebluedot.gateway.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.palebluedot.rpc.Failure.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/** Says what is wrong with a JSON body without showing our classes. */
final class JsonProblems {

    private JsonProblems() {}

    static Problem.Draft of(JsonProcessingException e) {
        return switch (e) {
            case UnrecognizedPropertyException unknown -> field(unknown, "is not known here");
            case InvalidFormatException format -> field(format, expected(format.getTargetType()));
            case MismatchedInputException mismatch -> field(mismatch, expected(mismatch.getTargetType()));
            case JsonMappingException mapping
            when mapping.getCause() instanceof StreamConstraintsException ->
                malformed("the JSON is too deep or has a value that is too long");
            case JsonMappingException mapping
            when mapping.getCause() instanceof JsonProcessingException cause -> of(cause);
            case JsonMappingException mapping -> field(mapping, "cannot be read");
            case InputCoercionException range -> outOfRange(range);
            case StreamConstraintsException _ -> malformed("the JSON is too deep or has a value that is too long");
            default -> malformed("the body is not well-formed JSON" + place(e));
        };
    }

    static Problem.Draft malformed(String detail) {
        return Problem.Draft.of(400, "MALFORMED_JSON", detail);
    }

    private static Problem.Draft field(JsonMappingException e, String message) {
        String path = path(e);
        return path.isEmpty()
                ? malformed("the body must be a JSON object")
                : Problem.Draft.invalid("the request has 1 bad field(s)", List.of(new FieldError(path, message)));
    }

    private static Problem.Draft outOfRange(InputCoercionException e) {
        JsonParser parser = e.getProcessor();
        String path = parser == null
                ? "body"
                : parser.getParsingContext()
                        .pathAsPointer()
                        .toString()
                        .replaceFirst("^/", "")
                        .replace('/', '.');
        return Problem.Draft.invalid(
                "the request has 1 bad field(s)", List.of(new FieldError(path, expected(e.getTargetType()))));
    }

    private static String expected(@org.jspecify.annotations.Nullable Class<?> type) {
        if (type == null) {
            return "has a value of the wrong kind";
        }
        String kind = switch (type.getSimpleName()) {
            case "String" -> "text";
            case "Integer", "int", "Long", "long" -> "a whole number in range";
            case "Double", "double" -> "a number";
            case "Boolean", "boolean" -> "true or false";
            case "List", "ArrayList" -> "a list";
            case "Instant" -> "a time like 2026-01-31T12:00:00Z";
            default -> "an object";
        };
        return "must be " + kind;
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String place(JsonProcessingException e) {
        var location = e.getLocation();
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }
}
