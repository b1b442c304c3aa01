package io.palebluedot.gateway.web;

import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Failures;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

/** The parameters of every list. Filled in by the framework. */
public class Paging {

    private static final int MAX = 500;

    @RestQuery
    @Parameter(
            description = "Items per page",
            schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "500", defaultValue = "50"))
    @Nullable
    public String limit;

    @RestQuery
    @Parameter(
            description = "Value of a former answer's next",
            schema = @Schema(type = SchemaType.STRING, maxLength = 2048))
    @Nullable
    public String cursor;

    @RestQuery
    @Parameter(
            description = "Field to order by, '-' before it for descending",
            schema = @Schema(type = SchemaType.STRING, maxLength = 64))
    @Nullable
    public String sort;

    /**
     * The page that is asked for.
     *
     * @throws io.palebluedot.rpc.FailureException INVALID_INPUT for a bad limit
     */
    public PageRequest page() {
        return PageRequest.newBuilder()
                .setLimit(Numbers.within("limit", limit, 1, MAX, 0))
                .setCursor(bounded("cursor", cursor, 2_048))
                .setSort(bounded("sort", sort, 64))
                .build();
    }

    private static String bounded(String name, @Nullable String text, int max) {
        String value = Objects.requireNonNullElse(text, "");
        if (value.length() > max) {
            throw Failures.invalid(name, "is longer than " + max + " characters");
        }
        return value;
    }
}
