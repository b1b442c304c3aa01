package io.palebluedot.inventory.lifecycle;

import java.util.Locale;
import java.util.function.Function;

/** A life cycle as a Mermaid diagram. */
public final class StateDiagram {

    private StateDiagram() {}

    /** A Markdown page: title, diagram, table of states with their public status and deadline. */
    public static <S extends Enum<S>, T extends Enum<T>> String page(
            String title, Transitions<S, T> table, Class<S> states, Function<S, String> about) {
        var page = new StringBuilder("# ").append(title).append("\n\n");
        page.append("Generated from the transition table; the build fails when they differ.\n\n");
        page.append("```mermaid\nstateDiagram-v2\n");
        page.append("    [*] --> ").append(word(table.birth())).append('\n');
        for (var row : table.rows()) {
            page.append("    ").append(word(row.from())).append(" --> ").append(word(row.to()));
            page.append(": ").append(word(row.trigger())).append('\n');
        }
        page.append("```\n\n| state | status | longest stay |\n|---|---|---|\n");
        for (S state : states.getEnumConstants()) {
            page.append("| ")
                    .append(word(state))
                    .append(" | ")
                    .append(about.apply(state))
                    .append(" |\n");
        }
        return page.toString();
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
