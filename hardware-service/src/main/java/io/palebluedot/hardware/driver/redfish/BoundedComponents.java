package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.events.ServerEvent.Component;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** As many components as fit one event, whatever a BMC tells: a kind that does not fit is left out whole, and a finding says so. */
final class BoundedComponents {

    private static final int MOST = 2_000;
    private static final int LONGEST = 200;
    private static final int MAX_OCTETS = 600 * 1024;
    private static final int OCTETS_OF_QUOTES = 90;
    private static final int OCTETS_OF_AN_ESCAPE = 6;

    private final List<Component> list = new ArrayList<>();
    private final List<String> findings;
    private int octets;

    BoundedComponents(List<String> findings) {
        this.findings = findings;
    }

    List<Component> list() {
        return List.copyOf(list);
    }

    void addAll(String kind, List<Component> components) {
        var cut =
                components.stream().limit(MOST + 1L).map(BoundedComponents::cut).toList();
        int more = cut.stream().mapToInt(BoundedComponents::octets).sum();
        if (list.size() + cut.size() > MOST || octets + more > MAX_OCTETS) {
            findings.add("the BMC tells too many components of kind " + kind + ": " + components.size());
            return;
        }
        list.addAll(cut);
        octets += more;
    }

    private static Component cut(Component c) {
        return new Component(
                c.kind(),
                c.id().substring(0, Math.min(LONGEST, c.id().length())),
                cut(c.slot()),
                cut(c.parent()),
                cut(c.manufacturer()),
                cut(c.model()),
                cut(c.partNumber()),
                cut(c.serial()),
                cut(c.firmwareVersion()),
                c.capacityBytes(),
                c.speedMhz(),
                c.speedGbps(),
                c.lanes(),
                cut(c.protocol()),
                cut(c.link()),
                cut(c.state()),
                c.health());
    }

    private static @Nullable String cut(@Nullable String text) {
        return text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }

    private static int octets(Component c) {
        return OCTETS_OF_QUOTES
                + c.toString()
                        .chars()
                        .map(letter -> letter < ' ' || letter > '~' ? OCTETS_OF_AN_ESCAPE : 1)
                        .sum();
    }
}
