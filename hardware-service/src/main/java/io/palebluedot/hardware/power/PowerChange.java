package io.palebluedot.hardware.power;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.PowerControl;
import io.palebluedot.hardware.driver.PowerReading;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.driver.ResetType;
import io.palebluedot.hardware.operation.Run;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Changes the power and sees to it that it changed. What was told to the BMC is noted before, so that a run after a crash does not
 * restart a host twice where the BMC's time of the last reset shows that it has been.
 */
@ApplicationScoped
public class PowerChange {

    /** What came of it; {@code state} is null when there was none to wait for. */
    public record Changed(@Nullable PowerState state, Map<String, Object> result) {}

    private static final String SENT = "reset_sent";
    private static final String BEFORE = "last_reset_before";

    private final Drivers drivers;
    private final HardwareConfig.Operations config;

    PowerChange(Drivers drivers, HardwareConfig config) {
        this.drivers = drivers;
        this.config = config.operations();
    }

    /** True when an earlier run told the BMC already. */
    public boolean begun(Run run) {
        return run.checkpoint(SENT) != null;
    }

    public Uni<Changed> perform(Run run, Bmc bmc, PowerAction action) {
        return read(run, bmc).onItem().transformToUni(now -> {
            var plan = resumed(run, action, now);
            var type = plan.reset();
            return type == null
                    ? confirm(run, bmc, plan, now, action)
                    : send(run, bmc, type, now).chain(() -> confirm(run, bmc, plan, now, action));
        });
    }

    private PowerPlan resumed(Run run, PowerAction action, PowerReading now) {
        var plan = PowerPlan.of(action, now);
        Object before = run.checkpoint(BEFORE);
        boolean happened = begun(run) && now.lastReset() != null && before != null && !before.equals(now.lastReset());
        if ((happened && plan.restart()) || (begun(run) && action == PowerAction.NMI)) {
            return new PowerPlan(null, plan.wanted(), false);
        }
        return plan;
    }

    private Uni<PowerReading> read(Run run, Bmc bmc) {
        return drivers.call(bmc, PowerControl.class, p -> p.readPower(bmc), run::note);
    }

    private Uni<Void> send(Run run, Bmc bmc, ResetType type, PowerReading now) {
        return run.checkpoint(BEFORE, now.lastReset() == null ? "" : now.lastReset())
                .chain(() -> run.checkpoint(SENT, type.word()))
                .chain(() -> drivers.call(bmc, PowerControl.class, p -> p.reset(bmc, type), run::note))
                .chain(() -> run.progress(30));
    }

    private Uni<Changed> confirm(Run run, Bmc bmc, PowerPlan plan, PowerReading before, PowerAction action) {
        var wanted = plan.wanted();
        if (wanted == null) {
            return Uni.createFrom().item(new Changed(null, result(plan, before.state(), "accepted")));
        }
        var watch = new PowerWatch(wanted, plan.restart() && plan.reset() != null, before.lastReset());
        var limit = action == PowerAction.GRACEFUL_SHUTDOWN ? config.gracefulConfirm() : config.powerConfirm();
        var start = Instant.now();
        return poll(run, bmc, watch, start, start.plus(limit), wanted)
                .map(now -> new Changed(now.state(), result(plan, now.state(), watch.evidence())));
    }

    private Uni<PowerReading> poll(Run run, Bmc bmc, PowerWatch watch, Instant start, Instant end, PowerState wanted) {
        return drivers.call(bmc, PowerControl.class, p -> p.readPower(bmc), attempt -> {})
                .map(now -> watch.accepts(now, Duration.between(start, Instant.now()))
                        ? Optional.of(now)
                        : Optional.<PowerReading>empty())
                // Many BMCs answer with errors while the power changes.
                .onFailure(BmcFailure.class)
                .recoverWithItem(Optional.empty())
                .chain(settled -> settled.map(Uni.createFrom()::item)
                        .orElseGet(() -> again(run, bmc, watch, start, end, wanted)));
    }

    private Uni<PowerReading> again(Run run, Bmc bmc, PowerWatch watch, Instant start, Instant end, PowerState wanted) {
        if (Instant.now().isAfter(end)) {
            return Uni.createFrom()
                    .failure(new BmcFailure(
                            BmcFailure.Kind.NOT_CONFIRMED,
                            "the BMC accepted, but the host did not become " + wanted.word()));
        }
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.pollInterval())
                .chain(() -> poll(run, bmc, watch, start, end, wanted));
    }

    private static Map<String, Object> result(PowerPlan plan, PowerState state, String evidence) {
        var result = new LinkedHashMap<String, Object>();
        result.put("power_state", state.word());
        result.put("evidence", evidence);
        var type = plan.reset();
        result.put("reset", type == null ? "not needed" : type.word());
        return result;
    }
}
