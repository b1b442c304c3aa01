package io.palebluedot.hardware.driver;

import io.smallrye.mutiny.Uni;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The order in which a host tries what it can boot from. */
public interface BootOrder {

    /**
     * One thing to boot from.
     *
     * @param id as the BMC names it in the order, such as Boot0003
     * @param name for people, where the BMC tells
     * @param enabled null when the BMC does not tell
     */
    record BootOption(
            String id, @Nullable String name, @Nullable Boolean enabled) {}

    /**
     * What is tried, and in which order.
     *
     * @param options in the order that holds now
     * @param pending ids in the order that holds after the next reset; empty when nothing waits
     */
    record OrderReading(List<BootOption> options, List<String> pending) {}

    Uni<OrderReading> readOrder(Bmc bmc);

    /**
     * Sets the order of all options, and reads it back, as pending or current. INVALID before anything is written when an id is unknown,
     * missing or twice there; NOT_CONFIRMED when another order reads back.
     */
    Uni<Void> setOrder(Bmc bmc, List<String> ids);
}
