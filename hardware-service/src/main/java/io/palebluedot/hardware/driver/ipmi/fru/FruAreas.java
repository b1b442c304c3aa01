package io.palebluedot.hardware.driver.ipmi.fru;

import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts.Board;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts.Chassis;
import io.palebluedot.hardware.driver.ipmi.fru.FruFacts.Product;
import io.palebluedot.hardware.driver.ipmi.wire.Octets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decodes FRU information, Platform Management FRU Information Storage Definition 1.3. */
public final class FruAreas {

    public static final int HEADER = 8;

    private static final int UNIT = 8;
    private static final Instant EPOCH = Instant.parse("1996-01-01T00:00:00Z");

    private final Octets data;
    private final List<String> damages = new ArrayList<>();

    private FruAreas(Octets data) {
        this.data = data;
    }

    /** An area that is broken is told in the damages and absent; fails with MALFORMED only when the header is broken. */
    public static FruFacts of(Octets data) {
        checkHeader(data);
        var areas = new FruAreas(data);
        return new FruFacts(
                areas.area(2, "chassis", FruAreas::chassis),
                areas.area(3, "board", FruAreas::board),
                areas.area(4, "product", FruAreas::product),
                List.copyOf(areas.damages));
    }

    /** How much of the data has to be read for the three areas; {@code header} are the first eight octets. */
    public static int furthestStart(Octets header) {
        checkHeader(header);
        return UNIT * Math.max(header.u8(2), Math.max(header.u8(3), header.u8(4)));
    }

    private static void checkHeader(Octets data) {
        var header = data.slice(0, HEADER);
        if ((header.u8(0) & 0x0F) != 1 || header.sum() != 0) {
            throw new BmcFailure(BmcFailure.Kind.MALFORMED, "FRU header of another version or with a wrong checksum");
        }
    }

    private <A> @Nullable A area(int offsetAt, String name, Function<Octets, A> read) {
        int offset = data.u8(offsetAt) * UNIT;
        if (offset == 0) {
            return null;
        }
        try {
            var area = data.slice(offset, data.u8(offset + 1) * UNIT);
            if (area.sum() != 0) {
                damages.add("checksum of the FRU " + name + " area is wrong");
                return null;
            }
            return read.apply(area);
        } catch (BmcFailure e) {
            damages.add("FRU " + name + " area is broken: " + e.text());
            return null;
        }
    }

    private static Chassis chassis(Octets area) {
        var fields = new FruFields(area, 3);
        return new Chassis(area.u8(2), fields.next(), fields.next());
    }

    private static Board board(Octets area) {
        int minutes = area.u24(3);
        var made = minutes == 0 ? null : EPOCH.plus(Duration.ofMinutes(minutes));
        var fields = new FruFields(area, 6);
        return new Board(made, fields.next(), fields.next(), fields.next(), fields.next());
    }

    private static Product product(Octets area) {
        var fields = new FruFields(area, 3);
        return new Product(fields.next(), fields.next(), fields.next(), fields.next(), fields.next(), fields.next());
    }
}
