package io.palebluedot.hardware.driver.ipmi.fru;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What FRU data tells; an area that is absent or broken is null. */
public record FruFacts(
        @Nullable Chassis chassis,
        @Nullable Board board,
        @Nullable Product product,
        List<String> damages) {

    public static final FruFacts NONE = new FruFacts(null, null, null, List.of());

    public static FruFacts damaged(String how) {
        return new FruFacts(null, null, null, List.of(how));
    }

    /** True when neither the machine's model nor its serial number is told. */
    public boolean namesNoMachine() {
        return product == null && (chassis == null || chassis.serial() == null);
    }

    /** The box. */
    public record Chassis(
            int type, @Nullable String partNumber, @Nullable String serial) {}

    /** The board that the data is on. */
    public record Board(
            @Nullable Instant made,
            @Nullable String manufacturer,
            @Nullable String product,
            @Nullable String serial,
            @Nullable String partNumber) {}

    /** What is sold. */
    public record Product(
            @Nullable String manufacturer,
            @Nullable String name,
            @Nullable String partNumber,
            @Nullable String version,
            @Nullable String serial,
            @Nullable String assetTag) {}
}
