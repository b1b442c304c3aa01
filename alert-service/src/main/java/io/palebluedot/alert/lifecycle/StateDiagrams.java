package io.palebluedot.alert.lifecycle;

/** The two tables as Mermaid diagrams, for the documentation. */
public final class StateDiagrams {

    private static final String HEAD = "stateDiagram-v2\n";

    private StateDiagrams() {}

    public static String alert() {
        var text = new StringBuilder(HEAD);
        for (var move : AlertLifecycle.table()) {
            var from = move.from();
            line(
                    text,
                    from == null ? "[*]" : from.wire(),
                    move.to().wire(),
                    move.trigger().wire());
        }
        return text.append("    resolved --> [*]\n").toString();
    }

    public static String incident() {
        var text = new StringBuilder(HEAD);
        for (var move : IncidentLifecycle.table()) {
            var from = move.from();
            line(
                    text,
                    from == null ? "[*]" : from.wire(),
                    move.to().wire(),
                    move.trigger().wire());
        }
        return text.append("    resolved --> [*]\n    merged --> [*]\n").toString();
    }

    private static void line(StringBuilder text, String from, String to, String trigger) {
        text.append("    ")
                .append(from)
                .append(" --> ")
                .append(to)
                .append(": ")
                .append(trigger)
                .append('\n');
    }
}
