package io.palebluedot.workflow.template;

import io.palebluedot.paging.Listing;
import io.palebluedot.paging.Slice;
import io.palebluedot.proto.common.v1.PageRequest;
import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failure.FieldError;
import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.palebluedot.workflow.WorkflowConfig;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Uploading, reading and rendering templates. */
@ApplicationScoped
public class TemplateService {

    private static final Listing TEMPLATES = Listing.of("t.*", "template t", "t.id::text")
            .sort("name", "t.name", "text")
            .sort("version", "t.version", "integer")
            .sort("created_at", "t.created_at", "timestamptz");
    private static final Set<String> SYSTEMS = Set.of("talos", "ubuntu", "rocky", "wipe", "generic");
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final String SAMPLE_CHECKSUM = "sha256:" + "0".repeat(64);

    private final TemplateRepository templates;
    private final TemplateValues values;
    private final BuiltInTemplates builtIn;
    private final Pool pool;
    private final List<String> imageHosts;

    TemplateService(
            TemplateRepository templates,
            TemplateValues values,
            BuiltInTemplates builtIn,
            Pool pool,
            WorkflowConfig config) {
        this.templates = templates;
        this.values = values;
        this.builtIn = builtIn;
        this.pool = pool;
        this.imageHosts = config.imageHosts().orElse(List.of());
    }

    public Uni<Slice<Template>> list(PageRequest page, String os) {
        return TEMPLATES.query(page).whereIf(!os.isEmpty(), "t.os = ?", os).fetch(pool, TemplateService::template);
    }

    public Uni<Template> get(String ref) {
        return templates.find(ref).map(found -> found.orElseThrow(() -> absent(ref)));
    }

    private FailureException absent(String ref) {
        return builtIn.loaded()
                ? Failures.notFound("Template", ref)
                : Failures.unavailable("TEMPLATES_LOADING", "the built-in templates are being loaded", SOON);
    }

    /** Adds the next version of a name. Only for those who may work on hardware: a template runs on machines as root. */
    public Uni<Template> create(String name, String os, String description, String body, Caller caller) {
        caller.require(Role.ADMIN, Role.OPERATOR, Role.SERVICE);
        var errors = new ArrayList<FieldError>();
        if (!name.matches("[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?")) {
            errors.add(new FieldError("name", "must be 1 to 63 of a-z, 0-9, '.', '-'"));
        }
        if (!SYSTEMS.contains(os)) {
            errors.add(new FieldError("os", "must be one of talos, ubuntu, rocky, wipe, generic"));
        }
        if (description.length() > 2_000) {
            errors.add(new FieldError("description", "is longer than 2000 characters"));
        }
        problems(body).forEach(problem -> errors.add(new FieldError("body", problem)));
        if (!errors.isEmpty()) {
            return Uni.createFrom().failure(Failures.invalid(errors));
        }
        return templates.add(TemplateEntity.of(name, os, description, body, false, caller.id()));
    }

    /** Renders with the given values, or tells which variables are missing or what is wrong with the result. */
    public Uni<String> render(String ref, Map<String, Object> given) {
        return get(ref).map(template -> {
            try {
                return rendered(template, values.of(template, given));
            } catch (TemplateProblem e) {
                throw Failures.invalid(e.problems().stream()
                        .map(problem -> new FieldError("variables", problem))
                        .toList());
            }
        });
    }

    /**
     * A template filled and checked.
     *
     * @throws TemplateProblem when a value is missing or the result is not acceptable
     */
    public String rendered(Template template, Map<String, Object> with) {
        String text = TemplateRenderer.render(template.body(), with);
        TemplateCheck.check(text, imageHosts);
        return text;
    }

    private List<String> problems(String body) {
        var problems = new ArrayList<>(TemplateSyntax.problems(body));
        if (problems.isEmpty()) {
            try {
                TemplateCheck.check(TemplateRenderer.render(body, samples(body)), imageHosts);
            } catch (TemplateProblem e) {
                problems.addAll(e.problems());
            }
        }
        return problems;
    }

    private Map<String, Object> samples(String body) {
        var samples = new HashMap<String, Object>();
        for (String name : TemplateSyntax.variables(body)) {
            samples.put(
                    name,
                    switch (name) {
                        case "ssh_keys" -> List.of("ssh-ed25519 AAAA sample");
                        case "image_url" ->
                            "https://" + imageHosts.stream().findFirst().orElse("images.example.org") + "/image";
                        case "image_checksum" -> SAMPLE_CHECKSUM;
                        case "mac" -> "02:00:00:00:00:01";
                        default -> "sample";
                    });
        }
        return samples;
    }

    private static Template template(Row row) {
        return new Template(
                row.getUUID("id").toString(),
                row.getString("name"),
                row.getInteger("version"),
                row.getString("os"),
                row.getString("description"),
                row.getString("body"),
                row.getBoolean("built_in"),
                row.getString("created_by"),
                row.getOffsetDateTime("created_at").toInstant());
    }
}
