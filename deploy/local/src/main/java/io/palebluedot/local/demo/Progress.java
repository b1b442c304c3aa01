package io.palebluedot.local.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Shows steps as they run: one line that changes on a terminal, plain lines otherwise; keeps them for the table at the end. */
public final class Progress {

    private static final String CLEAR = "\r\033[2K";

    private record Line(String step, String state, Duration time, String result) {}

    private final PrintStream out;
    private final boolean terminal;
    private final List<Line> lines = new ArrayList<>();
    private final long begin = System.nanoTime();
    private String current = "";
    private long stepBegin;

    public Progress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Runs one step; what it returns is shown beside it. A step that throws stays as failed and the exception passes on. */
    public void step(String name, Supplier<String> work) {
        current = name;
        stepBegin = System.nanoTime();
        if (terminal) {
            out.print("… " + name);
            out.flush();
        } else {
            out.println("… " + name);
        }
        try {
            add("ok", work.get());
        } catch (RuntimeException e) {
            add("FAILED", String.valueOf(e.getMessage()));
            throw e;
        }
    }

    /** What happens within the running step. */
    public void detail(String text) {
        if (terminal) {
            out.print(CLEAR + "… " + current + ": " + text);
            out.flush();
        }
    }

    /** A failure outside any step. */
    public void failed(RuntimeException e) {
        if (lines.isEmpty() || !lines.getLast().state().equals("FAILED")) {
            lines.add(new Line(current, "FAILED", Duration.ZERO, String.valueOf(e.getMessage())));
        }
    }

    /** The table of all steps. */
    public void table() {
        out.println();
        out.printf("%-46s %-7s %9s  %s%n", "STEP", "STATE", "TIME s", "RESULT");
        for (Line line : lines) {
            out.printf(
                    "%-46s %-7s %9.2f  %s%n",
                    line.step(), line.state(), line.time().toMillis() / 1000.0, line.result());
        }
        out.printf("%-46s %-7s %9.2f%n", "total", "", (System.nanoTime() - begin) / 1e9);
    }

    private void add(String state, String result) {
        var time = Duration.ofNanos(System.nanoTime() - stepBegin);
        lines.add(new Line(current, state, time, result));
        String mark = state.equals("ok") ? "✓" : "✗";
        out.printf("%s%s %s (%.2f s) %s%n", terminal ? CLEAR : "", mark, current, time.toMillis() / 1000.0, result);
    }
}
