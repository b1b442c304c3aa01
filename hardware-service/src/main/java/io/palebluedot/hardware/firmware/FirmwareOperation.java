package io.palebluedot.hardware.firmware;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.Bmc;
import io.palebluedot.hardware.driver.BmcFailure;
import io.palebluedot.hardware.driver.Drivers;
import io.palebluedot.hardware.driver.FirmwareUpdate;
import io.palebluedot.hardware.driver.FirmwareUpdate.TaskReading;
import io.palebluedot.hardware.operation.OperationHandler;
import io.palebluedot.hardware.operation.OperationKind;
import io.palebluedot.hardware.operation.Outcome;
import io.palebluedot.hardware.operation.Run;
import io.palebluedot.hardware.server.ServerRepository;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks the image, lets the BMC install it, follows the task through the BMC's own restart, and reads the version back. A run after a
 * crash goes on following the task that was started.
 */
@ApplicationScoped
public class FirmwareOperation implements OperationHandler {

    private static final String TASK = "task";
    private static final String BEFORE = "version_before";
    private static final int GOOD_ANSWERS = 3;

    private final ServerRepository servers;
    private final Drivers drivers;
    private final ImageCheck images;
    private final HardwareConfig.Operations config;

    FirmwareOperation(ServerRepository servers, Drivers drivers, ImageCheck images, HardwareConfig config) {
        this.servers = servers;
        this.drivers = drivers;
        this.images = images;
        this.config = config.operations();
    }

    @Override
    public OperationKind kind() {
        return OperationKind.FIRMWARE;
    }

    @Override
    public Uni<Outcome> run(Run run) {
        var wish = FirmwareWish.of(
                String.valueOf(run.text("component")),
                String.valueOf(run.text("image_uri")),
                String.valueOf(run.text("checksum")),
                String.valueOf(run.text("apply_time")));
        return servers.get(run.serverId())
                .map(io.palebluedot.hardware.server.Server::bmc)
                .chain(bmc -> task(run, bmc, wish)
                        .chain(task -> follow(run, bmc, task))
                        .chain(() -> settled(bmc, GOOD_ANSWERS))
                        .chain(() -> version(run, bmc, wish))
                        .map(after -> Outcome.done(result(run, wish, after))));
    }

    private Uni<String> task(Run run, Bmc bmc, FirmwareWish wish) {
        Object started = run.checkpoint(TASK);
        if (started != null) {
            return Uni.createFrom().item(started.toString());
        }
        var image = new FirmwareUpdate.Image(
                wish.component().isEmpty() ? null : wish.component(), wish.image(), wish.onReset());
        return version(run, bmc, wish)
                .chain(before -> run.checkpoint(BEFORE, before))
                .chain(() -> drivers.call(bmc, FirmwareUpdate.class, f -> f.fetches(bmc), run::note))
                .chain(fetches -> fetches ? fetched(run, bmc, wish, image) : uploaded(run, bmc, wish, image))
                .call(task -> run.checkpoint(TASK, task));
    }

    private Uni<String> fetched(Run run, Bmc bmc, FirmwareWish wish, FirmwareUpdate.Image image) {
        return images.check(wish)
                .chain(() -> drivers.call(bmc, FirmwareUpdate.class, f -> f.startUpdate(bmc, image), run::note));
    }

    private Uni<String> uploaded(Run run, Bmc bmc, FirmwareWish wish, FirmwareUpdate.Image image) {
        return images.download(wish)
                .chain(file -> drivers.call(
                                bmc, FirmwareUpdate.class, f -> f.upload(bmc, image, file.path()), run::note)
                        .onTermination()
                        .invoke(file::delete));
    }

    private Uni<String> version(Run run, Bmc bmc, FirmwareWish wish) {
        return wish.component().isEmpty()
                ? Uni.createFrom().item("")
                : drivers.call(bmc, FirmwareUpdate.class, f -> f.readVersion(bmc, wish.component()), run::note);
    }

    private Uni<Void> follow(Run run, Bmc bmc, String task) {
        if (task.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return drivers.call(bmc, FirmwareUpdate.class, f -> f.readTask(bmc, task), attempt -> {})
                // A BMC that updates itself goes away in between; the operation's deadline is the limit.
                .onFailure(FirmwareOperation::away)
                .recoverWithItem(new TaskReading(null, false, null, "Away"))
                .call(reading -> progress(run, reading))
                .chain(reading -> next(run, bmc, task, reading));
    }

    private static boolean away(Throwable e) {
        return e instanceof BmcFailure f && f.kind().passing();
    }

    private static Uni<Void> progress(Run run, TaskReading reading) {
        Integer percent = reading.percent();
        return percent == null ? Uni.createFrom().voidItem() : run.progress(Math.clamp(percent, 0, 99));
    }

    private Uni<Void> next(Run run, Bmc bmc, String task, TaskReading reading) {
        if (reading.failure() != null) {
            return Uni.createFrom().failure(new BmcFailure(BmcFailure.Kind.REFUSED, reading.failure()));
        }
        return reading.ended() ? Uni.createFrom().voidItem() : pause().chain(() -> follow(run, bmc, task));
    }

    private Uni<Void> pause() {
        return Uni.createFrom()
                .voidItem()
                .onItem()
                .delayIt()
                .by(config.pollInterval().multipliedBy(2));
    }

    /** Three good answers in a row: one alone may come from a BMC that is about to restart. */
    private Uni<Void> settled(Bmc bmc, int left) {
        if (left == 0) {
            return Uni.createFrom().voidItem();
        }
        var driver = bmc.protocols().stream().findFirst().flatMap(drivers::of).orElseThrow();
        return driver.greet(bmc)
                .replaceWith(left - 1)
                .onFailure(BmcFailure.class)
                .recoverWithItem(GOOD_ANSWERS)
                .call(this::pause)
                .chain(more -> settled(bmc, more));
    }

    private static Map<String, Object> result(Run run, FirmwareWish wish, String after) {
        var result = new LinkedHashMap<String, Object>();
        result.put("component", wish.component());
        Object before = run.checkpoint(BEFORE);
        result.put("version_before", before == null ? "" : before);
        result.put("version_after", after);
        result.put("awaiting_reset", wish.onReset());
        return result;
    }
}
