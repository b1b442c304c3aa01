package io.palebluedot.workflow.template;

import java.io.Serial;
import java.util.List;

/** A template, or what came of it, is not acceptable; each problem is a sentence for its author. */
public final class TemplateProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    TemplateProblem(List<String> problems) {
        super(String.join("; ", problems), null, false, false);
        this.problems = List.copyOf(problems);
    }

    TemplateProblem(String problem) {
        this(List.of(problem));
    }

    public List<String> problems() {
        return problems;
    }
}
