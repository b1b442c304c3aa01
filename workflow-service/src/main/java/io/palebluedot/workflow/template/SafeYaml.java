package io.palebluedot.workflow.template;

import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads YAML that a stranger wrote: plain values only, bounded in size, depth and aliases. */
final class SafeYaml {

    private static final int MAX_LENGTH = 1_048_576;
    private static final int MAX_DEPTH = 20;
    private static final int MAX_ALIASES = 10;

    private SafeYaml() {}

    /** Reads one mapping; throws {@link TemplateProblem} when it is none, or outside the limits. */
    static Map<?, ?> mapping(String text) {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setAllowRecursiveKeys(false);
        options.setMaxAliasesForCollections(MAX_ALIASES);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setCodePointLimit(MAX_LENGTH);
        try {
            Object value = new Yaml(new SafeConstructor(options)).load(text);
            if (value instanceof Map<?, ?> mapping) {
                return mapping;
            }
            throw new TemplateProblem("must be a YAML mapping");
        } catch (YAMLException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new TemplateProblem("is not acceptable YAML: " + reason);
        }
    }
}
