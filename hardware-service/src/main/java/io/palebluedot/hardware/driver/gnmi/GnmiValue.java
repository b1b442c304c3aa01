package io.palebluedot.hardware.driver.gnmi;

import com.google.protobuf.ByteString;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a leaf holds, in the type that the target sent. JSON_IETF sends 64-bit numbers as text (RFC 7951 6.1): the {@code as…} views
 * read such text as the number it is, and answer null where the value is nothing of the kind.
 */
sealed interface GnmiValue {

    Pattern NUMBER = Pattern.compile("-?[0-9]{1,32}(\\.[0-9]{1,32})?");

    record Text(String text) implements GnmiValue {}

    record Whole(BigInteger number) implements GnmiValue {}

    /** A decimal64 or a JSON number. */
    record Decimal(BigDecimal number) implements GnmiValue {}

    record Real(double number) implements GnmiValue {}

    record Flag(boolean set) implements GnmiValue {}

    record Bytes(ByteString bytes) implements GnmiValue {}

    /** A leaf-list. */
    record Many(List<GnmiValue> items) implements GnmiValue {
        public Many {
            items = List.copyOf(items);
        }
    }

    static GnmiValue of(String text) {
        return new Text(text);
    }

    static GnmiValue of(long number) {
        return new Whole(BigInteger.valueOf(number));
    }

    static GnmiValue of(boolean set) {
        return new Flag(set);
    }

    /** Scalars as people write them; null for bytes and leaf-lists. */
    default @Nullable String asText() {
        return switch (this) {
            case Text t -> t.text();
            case Whole w -> w.number().toString();
            case Decimal d -> d.number().toPlainString();
            case Real r -> Double.toString(r.number());
            case Flag f -> Boolean.toString(f.set());
            case Bytes b -> null;
            case Many m -> null;
        };
    }

    default @Nullable BigDecimal asDecimal() {
        return switch (this) {
            case Whole w -> new BigDecimal(w.number());
            case Decimal d -> d.number();
            case Real r -> Double.isFinite(r.number()) ? BigDecimal.valueOf(r.number()) : null;
            case Text t ->
                NUMBER.matcher(t.text().strip()).matches()
                        ? new BigDecimal(t.text().strip())
                        : null;
            case Flag f -> null;
            case Bytes b -> null;
            case Many m -> null;
        };
    }

    default @Nullable Double asNumber() {
        var decimal = asDecimal();
        return decimal == null ? null : decimal.doubleValue();
    }

    /** Null as well for numbers with a fraction and for those beyond 63 bits. */
    default @Nullable Long asWhole() {
        var decimal = asDecimal();
        try {
            return decimal == null ? null : Long.valueOf(decimal.longValueExact());
        } catch (ArithmeticException fractionOrTooLarge) {
            return null;
        }
    }

    default @Nullable Boolean asFlag() {
        return switch (this) {
            case Flag f -> f.set();
            case Text t -> t.text().equals("true") ? Boolean.TRUE : t.text().equals("false") ? Boolean.FALSE : null;
            case Whole w -> null;
            case Decimal d -> null;
            case Real r -> null;
            case Bytes b -> null;
            case Many m -> null;
        };
    }
}
