package io.palebluedot.simulator.tinkerbell;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Template's {@code spec.data} with the Workflow's hardware map filled in. Of Go's template language only
 * {@code {{.key}}} is understood; any other expression is left empty.
 */
record RenderedTemplate(String name, long globalTimeoutSeconds, List<TemplateAction> actions) {

    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Pattern EXPRESSION = Pattern.compile("\\{\\{-?\\s*(.*?)\\s*-?}}", Pattern.DOTALL);

    static RenderedTemplate render(ObjectNode template, JsonNode hardwareMap) throws IOException {
        String data = template.path("spec").path("data").asText("");
        String filled = EXPRESSION.matcher(data).replaceAll(found -> value(found.group(1), hardwareMap));
        JsonNode parsed = YAML.readTree(filled);
        List<TemplateAction> actions = new ArrayList<>();
        for (JsonNode task : parsed.path("tasks")) {
            String worker = task.path("worker").asText(task.path("agentID").asText(""));
            for (JsonNode action : task.path("actions")) {
                actions.add(new TemplateAction(
                        task.path("name").asText(""),
                        worker,
                        action.path("name").asText(""),
                        action.path("image").asText(""),
                        action.path("timeout").asLong(0)));
            }
        }
        if (actions.isEmpty()) {
            throw new IOException("the template has no actions");
        }
        String name = parsed.path("name")
                .asText(template.path("metadata").path("name").asText());
        return new RenderedTemplate(name, parsed.path("global_timeout").asLong(0), List.copyOf(actions));
    }

    /** Whether the whole workflow leaves an empty disk, by its actions or, when they say nothing, by its name. */
    boolean wipes() {
        return actions.stream().anyMatch(TemplateAction::wipes)
                || (actions.stream().noneMatch(TemplateAction::installs) && name.matches("(?i).*(wipe|erase|clean).*"));
    }

    private static String value(String expression, JsonNode hardwareMap) {
        String key = expression.startsWith(".") ? expression.substring(1) : expression;
        return Matcher.quoteReplacement(hardwareMap.path(key).asText(""));
    }
}
