package io.palebluedot.gateway.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.NotAllowedException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Every failure of a route ends here and leaves as application/problem+json. */
public class ProblemMapper {

    static final String PROBLEM_JSON = "application/problem+json";

    private final ObjectMapper json;
    private final AllowedMethods methods;

    ProblemMapper(ObjectMapper json, AllowedMethods methods) {
        this.json = json;
        this.methods = methods;
    }

    @ServerExceptionMapper
    public Response any(Throwable failure, ContainerRequestContext request) {
        var exchange = Exchange.of(request);
        return response(Problems.of(failure, exchange), exchange);
    }

    // The framework has mappers of its own for these; a nearer type wins over it.

    @ServerExceptionMapper
    public Response web(WebApplicationException failure, ContainerRequestContext request) {
        return any(failure, request);
    }

    @ServerExceptionMapper
    public Response notFound(NotFoundException failure, ContainerRequestContext request) {
        return any(failure, request);
    }

    @ServerExceptionMapper
    public Response violated(ConstraintViolationException failure, ContainerRequestContext request) {
        return any(failure, request);
    }

    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException failure, ContainerRequestContext request) {
        return any(failure, request);
    }

    @ServerExceptionMapper
    public Response unreadable(JsonProcessingException failure, ContainerRequestContext request) {
        return any(failure, request);
    }

    @ServerExceptionMapper
    public Response notAllowed(NotAllowedException failure, ContainerRequestContext request) {
        var exchange = Exchange.of(request);
        return Response.fromResponse(response(Problems.ofStatus(405), exchange))
                .header(HttpHeaders.ALLOW, methods.of(exchange.path()))
                .build();
    }

    private Response response(Problem.Draft draft, Exchange exchange) {
        var problem = draft.in(exchange);
        exchange.failed(problem);
        var response = Response.status(draft.status()).type(PROBLEM_JSON).entity(ProblemJson.write(json, problem));
        ProblemJson.headers(draft).forEach(response::header);
        return response.build();
    }
}
