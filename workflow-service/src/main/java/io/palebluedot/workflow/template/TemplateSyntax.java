package io.palebluedot.workflow.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of Mustache that templates may use: {@code {{ name }}} inside double quotes, and sections {@code {{#name}} … {{/name}}},
 * {@code {{^name}} … {{/name}}}. No raw output, no partials, no other delimiters.
 */
final class TemplateSyntax {

    /** What a template may ask for; {@code param_x} is the caller's parameter {@code x}. */
    static final Set<String> KNOWN = Set.of(
            "workflow_id",
            "server_id",
            "server_name",
            "hostname",
            "mac",
            "host_address",
            "disk",
            "root_partition",
            "ssh_keys",
            "user_data",
            "image_url",
            "image_checksum");

    static final String PARAMETER = "param_";

    private static final Pattern TAG =
            Pattern.compile("(?<!\\{)\\{\\{\\s*([#^/]?)\\s*([a-z][a-z0-9_]*|\\.)\\s*}}(?!})");
    private static final int MAX_LENGTH = 262_144;

    private TemplateSyntax() {}

    /** Names of the variables in a body, in alphabetical order. */
    static Set<String> variables(String body) {
        var names = new TreeSet<String>();
        Matcher tags = TAG.matcher(body);
        while (tags.find()) {
            if (!tags.group(2).equals(".")) {
                names.add(tags.group(2));
            }
        }
        return names;
    }

    /** What is wrong with a body before it is rendered. */
    static List<String> problems(String body) {
        var problems = new ArrayList<String>();
        if (body.length() > MAX_LENGTH) {
            problems.add("is longer than " + MAX_LENGTH + " characters");
            return problems;
        }
        String rest = TAG.matcher(body).replaceAll("");
        if (rest.contains("{{") || rest.contains("}}")) {
            problems.add("has a tag other than {{ name }}, {{#name}}, {{^name}} and {{/name}}");
        }
        for (String name : variables(body)) {
            if (!KNOWN.contains(name) && !name.startsWith(PARAMETER)) {
                problems.add("unknown variable " + name);
            }
        }
        int number = 0;
        for (String line : body.lines().toList()) {
            number++;
            unquoted(line, number, problems);
        }
        return problems;
    }

    /** Values are escaped for double quotes, so that is where they must stand. */
    private static void unquoted(String line, int number, List<String> problems) {
        Matcher tags = TAG.matcher(line);
        while (tags.find()) {
            if (tags.group(1).isEmpty() && !inQuotes(line, tags.start())) {
                problems.add("line " + number + ": {{ " + tags.group(2) + " }} must stand in double quotes");
            }
        }
    }

    private static boolean inQuotes(String line, int end) {
        boolean open = false;
        for (int i = 0; i < end; i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '"') {
                open = !open;
            }
        }
        return open;
    }
}
