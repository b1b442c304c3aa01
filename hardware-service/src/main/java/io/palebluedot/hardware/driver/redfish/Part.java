package io.palebluedot.hardware.driver.redfish;

import io.palebluedot.events.ServerEvent.Component;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One part, told by one or more resources: what the first leaves out may stand in the next. */
record Part(List<Resource> sources) {

    private static final long MIB = 1L << 20;
    private static final Set<String> HEALTHS = Set.of("OK", "Warning", "Critical");

    static Part of(Resource... sources) {
        return new Part(List.of(sources));
    }

    @Nullable
    String text(String... names) {
        return first(s -> s.text(names));
    }

    private <T> @Nullable T first(Function<Resource, @Nullable T> fact) {
        for (var source : sources) {
            @Nullable T told = fact.apply(source);
            if (told != null) {
                return told;
            }
        }
        return null;
    }

    /** As an event tells it; {@code parent} where the part belongs to another. */
    Component as(String kind, @Nullable String parent) {
        return new Component(
                kind,
                id(),
                slot(),
                parent,
                GpuFacts.first(text("Manufacturer"), text("Vendor")),
                text("Model"),
                text("PartNumber"),
                text("SerialNumber"),
                firmware(),
                capacity(),
                positive(first(Part::megahertz)),
                first(Part::gigabits),
                positive(first(Part::lanes)),
                protocol(),
                GpuFacts.first(text("LinkStatus"), text("LinkState")),
                text("Status", "State"),
                health());
    }

    private String id() {
        String number = number();
        return number.isEmpty() ? sources.getFirst().id() : number;
    }

    /** Of a member of an array, from 0; empty for a resource of its own. */
    private String number() {
        return sources.getFirst().json().path("MemberId").asText("").strip();
    }

    private @Nullable String slot() {
        String place = GpuFacts.first(
                first(s -> s.text("Location", "PartLocation", "ServiceLabel")),
                first(s -> s.text("PhysicalLocation", "PartLocation", "ServiceLabel")));
        String socket = GpuFacts.first(text("DeviceLocator"), text("Socket"));
        String other = GpuFacts.first(
                text("Slot", "Location", "PartLocation", "ServiceLabel"),
                ofController("Location", "PartLocation", "ServiceLabel"));
        String name = number().isEmpty() ? null : text("Name");
        return GpuFacts.first(GpuFacts.first(place, socket), GpuFacts.first(other, name));
    }

    private @Nullable String firmware() {
        String version = GpuFacts.first(text("FirmwareVersion"), text("Revision"));
        return GpuFacts.first(version, ofController("FirmwarePackageVersion"));
    }

    private @Nullable String ofController(String... names) {
        return first(s -> new Part(s.parts("Controllers")).text(names));
    }

    private @Nullable Long capacity() {
        Long bytes = first(s -> s.whole("CapacityBytes"));
        Long mib = first(s -> s.whole("CapacityMiB"));
        if (bytes != null && bytes > 0) {
            return bytes;
        }
        return mib == null || mib <= 0 || mib > Long.MAX_VALUE / MIB ? null : (Long) (mib * MIB);
    }

    private static @Nullable Integer megahertz(Resource source) {
        Integer now = GpuFacts.first(source.integer("OperatingSpeedMhz"), source.integer("OperatingSpeedMHz"));
        return now == null ? source.integer("MaxSpeedMHz") : now;
    }

    /** Zero is what a link that is down has. */
    private static @Nullable Double gigabits(Resource source) {
        Double told = GpuFacts.first(source.number("CurrentSpeedGbps"), source.number("NegotiatedSpeedGbs"));
        return told == null || told < 0 ? null : told;
    }

    private static @Nullable Integer lanes(Resource source) {
        Integer told = GpuFacts.first(source.integer("ActiveWidth"), source.integer("PCIeInterface", "LanesInUse"));
        return told == null ? source.integer("Width") : told;
    }

    private @Nullable String protocol() {
        String told = GpuFacts.first(text("PortProtocol"), text("Protocol"));
        return GpuFacts.first(told, GpuFacts.first(text("PCIeInterface", "PCIeType"), text("MemoryDeviceType")));
    }

    private @Nullable String health() {
        String told = GpuFacts.first(text("Status", "Health"), text("Status", "HealthRollup"));
        return told != null && HEALTHS.contains(told) ? told : null;
    }

    private static @Nullable Integer positive(@Nullable Integer number) {
        return number == null || number <= 0 ? null : number;
    }
}
