package io.palebluedot.workflow.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Looks through a rendered template: the shape that Tinkerbell wants, and nothing that reaches beyond the machine's own disks. */
final class TemplateCheck {

    private static final Set<String> ROOT = Set.of("version", "name", "id", "global_timeout", "tasks");
    private static final Set<String> TASK = Set.of("name", "worker", "actions", "volumes", "environment");
    private static final Set<String> ACTION =
            Set.of("name", "image", "timeout", "command", "on-timeout", "on-failure", "volumes", "environment", "pid");
    private static final Set<String> KERNEL = Set.of(
            "CMD_LINE",
            "CMDLINE",
            "KERNEL_CMDLINE",
            "KERNEL_ARGS",
            "KERNEL_PARAMS",
            "APPEND",
            "BOOT_ARGS",
            "EXTRA_ARGS");
    /** Folders of the installer that actions may see. */
    private static final Set<String> VOLUMES =
            Set.of("/dev", "/dev/console", "/lib/firmware", "/lib/modules", "/var/tmp/pbd-images");

    private static final Pattern IMAGE =
            Pattern.compile("[a-z0-9]([a-z0-9._/:-]*[a-z0-9])?(:[A-Za-z0-9._-]+)?(@sha256:[0-9a-f]{64})?");
    private static final Pattern CHECKSUM = Pattern.compile("sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128}");
    private static final Pattern URI = Pattern.compile("(?i)\\b[a-z][a-z0-9+.-]*:/+[^\\s\"'<>|;)]*");

    private final List<String> imageHosts;
    private final List<String> problems = new ArrayList<>();

    private TemplateCheck(List<String> imageHosts) {
        this.imageHosts = imageHosts;
    }

    /** Passes, or throws {@link TemplateProblem} telling everything that is wrong with the text. */
    static void check(String rendered, List<String> imageHosts) {
        var check = new TemplateCheck(imageHosts);
        check.root(SafeYaml.mapping(rendered));
        if (!check.problems.isEmpty()) {
            throw new TemplateProblem(check.problems);
        }
    }

    private void root(Map<?, ?> root) {
        keys("template", root, ROOT);
        text("template", root, "name");
        if (!"0.1".equals(String.valueOf(root.get("version")))) {
            problems.add("version must be \"0.1\"");
        }
        positive("template", root, "global_timeout");
        if (!(root.get("tasks") instanceof List<?> tasks) || tasks.isEmpty()) {
            problems.add("tasks must be a list of tasks");
            return;
        }
        tasks.forEach(task -> {
            if (task instanceof Map<?, ?> mapping) {
                task(mapping);
            } else {
                problems.add("a task must be a mapping");
            }
        });
    }

    private void task(Map<?, ?> task) {
        String where = "task " + text("task", task, "name");
        keys(where, task, TASK);
        text(where, task, "worker");
        volumes(where, task.get("volumes"));
        environment(where, task.get("environment"));
        if (!(task.get("actions") instanceof List<?> actions) || actions.isEmpty()) {
            problems.add(where + " must have actions");
            return;
        }
        actions.forEach(action -> {
            if (action instanceof Map<?, ?> mapping) {
                action(mapping);
            } else {
                problems.add(where + ": an action must be a mapping");
            }
        });
    }

    private void action(Map<?, ?> action) {
        String where = "action " + text("action", action, "name");
        keys(where, action, ACTION);
        String image = text(where, action, "image");
        if (!IMAGE.matcher(image).matches() || image.contains("..") || image.contains("://")) {
            problems.add(where + ": image must be an OCI reference");
        }
        positive(where, action, "timeout");
        Object pid = action.get("pid");
        if (pid != null && !pid.equals("host")) {
            problems.add(where + ": pid may only be host");
        }
        volumes(where, action.get("volumes"));
        environment(where, action.get("environment"));
        if (action.get("command") instanceof List<?> words) {
            words.forEach(word -> addresses(where + ": command", String.valueOf(word)));
        }
    }

    private void volumes(String where, @Nullable Object volumes) {
        if (volumes == null) {
            return;
        }
        if (!(volumes instanceof List<?> list)) {
            problems.add(where + ": volumes must be a list");
            return;
        }
        for (Object volume : list) {
            String host = String.valueOf(volume).split(":", 2)[0];
            if (!VOLUMES.contains(host)) {
                problems.add(where + ": volume " + host + " is forbidden");
            }
        }
    }

    private void environment(String where, @Nullable Object environment) {
        if (environment == null) {
            return;
        }
        if (!(environment instanceof Map<?, ?> variables)) {
            problems.add(where + ": environment must be a mapping");
            return;
        }
        variables.forEach((name, value) -> variable(
                where + ": " + name, String.valueOf(name).toUpperCase(Locale.ROOT), String.valueOf(value), variables));
    }

    private void variable(String where, String name, String value, Map<?, ?> all) {
        if (name.equals("CONTENTS")) {
            // The content of the user's own system.
            return;
        }
        if (KERNEL.contains(name)) {
            String problem = KernelArguments.problem(value);
            if (problem != null) {
                problems.add(where + ": " + problem);
            }
        }
        addresses(where, value);
        if (name.endsWith("_URL")
                && value.contains("://")
                && all.entrySet().stream().noneMatch(TemplateCheck::checksum)) {
            problems.add(where + " needs a checksum beside it (a variable …CHECKSUM, sha256:<hex> or sha512:<hex>)");
        }
    }

    private static boolean checksum(Map.Entry<?, ?> variable) {
        return String.valueOf(variable.getKey()).toUpperCase(Locale.ROOT).endsWith("CHECKSUM")
                && CHECKSUM.matcher(String.valueOf(variable.getValue())).matches();
    }

    private void addresses(String where, String value) {
        Matcher uris = URI.matcher(value);
        while (uris.find()) {
            String problem = ImageUri.problem(uris.group(), imageHosts);
            if (problem != null) {
                problems.add(where + ": address " + problem);
            }
        }
    }

    private void keys(String where, Map<?, ?> mapping, Set<String> known) {
        mapping.keySet().stream()
                .map(String::valueOf)
                .filter(key -> !known.contains(key))
                .forEach(key -> problems.add(where + ": unknown field " + key));
    }

    private String text(String where, Map<?, ?> mapping, String key) {
        if (mapping.get(key) instanceof String text && !text.isBlank() && text.length() <= 200) {
            return text;
        }
        problems.add(where + ": " + key + " must be a text of 1 to 200 characters");
        return "";
    }

    private void positive(String where, Map<?, ?> mapping, String key) {
        if (!(mapping.get(key) instanceof Integer number) || number <= 0) {
            problems.add(where + ": " + key + " must be a positive number of seconds");
        }
    }
}
