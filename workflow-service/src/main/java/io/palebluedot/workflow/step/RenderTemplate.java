package io.palebluedot.workflow.step;

import io.palebluedot.workflow.WorkflowConfig;
import io.palebluedot.workflow.lifecycle.Order;
import io.palebluedot.workflow.lifecycle.Outcome;
import io.palebluedot.workflow.lifecycle.StepName;
import io.palebluedot.workflow.lifecycle.WorkflowKind;
import io.palebluedot.workflow.server.ServerFacts;
import io.palebluedot.workflow.server.Servers;
import io.palebluedot.workflow.template.BuiltInTemplates;
import io.palebluedot.workflow.template.Template;
import io.palebluedot.workflow.template.TemplateRepository;
import io.palebluedot.workflow.template.TemplateService;
import io.palebluedot.workflow.template.TemplateValues;
import io.palebluedot.workflow.template.TemplateValues.Machine;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Fills the template with what is known of the server, and checks the result. */
@ApplicationScoped
class RenderTemplate implements StepHandler {

    private static final Pattern RESTARTS = Pattern.compile("(?m)^\\s*-?\\s*(name|image):.*(reboot|kexec)");

    private final Servers servers;
    private final TemplateRepository templates;
    private final TemplateService service;
    private final TemplateValues values;
    private final BuiltInTemplates builtIn;
    private final WorkflowConfig config;

    RenderTemplate(
            Servers servers,
            TemplateRepository templates,
            TemplateService service,
            TemplateValues values,
            BuiltInTemplates builtIn,
            WorkflowConfig config) {
        this.servers = servers;
        this.templates = templates;
        this.service = service;
        this.values = values;
        this.builtIn = builtIn;
        this.config = config;
    }

    @Override
    public Set<StepName> steps() {
        return Set.of(StepName.RENDER_TEMPLATE);
    }

    @Override
    public Uni<Outcome> look(StepRun run) {
        if (!builtIn.loaded()) {
            return Uni.createFrom().item(new Outcome.Away("the built-in templates"));
        }
        String ref = name(run.workflow().order());
        return servers.get(run.serverId())
                .chain(server -> templates.find(ref).map(found -> render(run, server, ref, found)));
    }

    private String name(Order order) {
        if (order.kind() == WorkflowKind.CLEANUP) {
            return config.wipeTemplate();
        }
        return order.template() == null ? config.defaultTemplate() : order.template();
    }

    private Outcome render(StepRun run, ServerFacts server, String ref, Optional<Template> found) {
        if (found.isEmpty()) {
            return Outcome.failed("there is no template " + ref);
        }
        String mac = run.parameter("mac");
        var nic = server.bootNic(mac);
        if (nic.isEmpty()) {
            return Outcome.failed(
                    mac == null
                            ? "inventory knows no Ethernet address of server " + server.name()
                            : "server " + server.name() + " has no port " + mac);
        }
        var template = found.get();
        var order = run.workflow().order();
        String hostname = server.hostname() == null ? server.name() : server.hostname();
        var machine = new Machine(
                run.id(), server.id(), server.name(), hostname, nic.get().mac(), server.hostAddress());
        var text = service.rendered(
                template, values.of(template, machine, order.parameters(), order.sshKeys(), order.userData()));
        var facts = new HashMap<String, String>();
        facts.put(InstallFacts.RENDERED, text);
        facts.put(InstallFacts.TEMPLATE_VERSION, Integer.toString(template.version()));
        facts.put(InstallFacts.RESTARTS, RESTARTS.matcher(text).find() ? "true" : "");
        facts.put(InstallFacts.MAC, nic.get().mac());
        return new Outcome.Done("template " + template.name() + " version " + template.version(), facts);
    }
}
