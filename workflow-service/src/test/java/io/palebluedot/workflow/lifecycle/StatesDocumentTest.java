package io.palebluedot.workflow.lifecycle;

import io.palebluedot.testing.Golden;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/states-workflow.md is what the tables say. */
class StatesDocumentTest {

    @Test
    void theDocumentIsGeneratedFromTheTables() {
        var lines = new ArrayList<String>(List.of(
                "# States of workflows and steps",
                "",
                "Generated from `WorkflowMove.TABLE` and `StepMove.TABLE` of workflow-service by `StatesDocumentTest`;"
                        + " change the tables, then run it with `-Dpbd.golden.update=true`.",
                "",
                "## Workflow",
                "",
                "```mermaid",
                "stateDiagram-v2",
                "    [*] --> pending: create"));
        WorkflowMove.TABLE.forEach(move -> lines.add("    " + move.from().word() + " --> "
                + move.to().word() + ": " + move.trigger().word()));
        lines.addAll(List.of("```", "", "| state | status |", "|---|---|"));
        for (var state : WorkflowState.values()) {
            lines.add("| " + state.word() + " | " + state.status() + " |");
        }
        lines.addAll(List.of("", "## Step", "", "```mermaid", "stateDiagram-v2", "    [*] --> pending"));
        StepMove.TABLE.forEach(move -> lines.add("    " + move.from().word() + " --> "
                + move.to().word() + ": " + move.trigger().word()));
        lines.addAll(List.of(
                "```",
                "",
                "## Steps of each kind",
                "",
                "| kind | steps | taken back when cancelled |",
                "|---|---|---|"));
        for (var kind : WorkflowKind.values()) {
            lines.add("| " + kind.word() + " | " + names(Plan.steps(kind)) + " | " + names(Plan.undo(kind)) + " |");
        }
        Golden.assertMatches(Path.of("../docs/states-workflow.md"), String.join("\n", lines) + "\n");
    }

    private static String names(List<StepPlan> plan) {
        return String.join(
                ", ",
                plan.stream()
                        .map(step ->
                                step.name().word() + " (" + step.phase().name().toLowerCase(Locale.ROOT) + ")")
                        .toList());
    }
}
