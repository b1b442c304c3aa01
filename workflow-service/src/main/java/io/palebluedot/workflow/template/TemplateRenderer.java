package io.palebluedot.workflow.template;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.MustacheException;
import java.util.ArrayList;
import java.util.Map;

/** Fills a template. Every variable must have a value; every value is escaped so that it stays inside its double quotes. */
final class TemplateRenderer {

    private static final Mustache.Compiler COMPILER = Mustache.compiler()
            .strictSections(true)
            .emptyStringIsFalse(true)
            .withEscaper(TemplateRenderer::escape)
            .withLoader(name -> {
                throw new TemplateProblem("includes " + name);
            });

    private TemplateRenderer() {}

    /**
     * The template with its values.
     *
     * @throws TemplateProblem naming every variable without a value, or a broken section
     */
    static String render(String body, Map<String, Object> values) {
        var missing = new ArrayList<String>();
        for (String name : TemplateSyntax.variables(body)) {
            if (!values.containsKey(name)) {
                missing.add("variable " + name + " has no value");
            }
        }
        if (!missing.isEmpty()) {
            throw new TemplateProblem(missing);
        }
        try {
            return COMPILER.compile(body).execute(values);
        } catch (MustacheException e) {
            throw new TemplateProblem("cannot be rendered: " + e.getMessage());
        }
    }

    /** The inside of a YAML double-quoted scalar; braces too, since Tinkerbell renders the text once more. */
    static String escape(String raw) {
        var text = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> text.append("\\\"");
                case '\\' -> text.append("\\\\");
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                case '{' -> text.append("\\x7b");
                case '}' -> text.append("\\x7d");
                default -> {
                    if (c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff) {
                        text.append(String.format("\\u%04x", c));
                    } else {
                        text.appendCodePoint(c);
                    }
                }
            }
        });
        return text.toString();
    }
}
