package io.palebluedot.hardware.telemetry;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.driver.PowerState;
import io.palebluedot.hardware.server.Server;
import io.palebluedot.hardware.telemetry.format.NodeMetrics;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** One server under watch: what is due when, and what is remembered between polls. */
final class Watch {

    /** A kind of poll; one at a time, with jitter so that servers spread over the period. */
    static final class Track {
        private final Duration period;
        private final int rests;
        private final @Nullable Nudges nudges;
        private volatile long due;
        private boolean busy;
        private boolean nudged;
        private long begun;
        private long ended;

        /** A track whose first turn comes within {@code spread} milliseconds; after each it rests {@code rests} times as long as it took. */
        Track(Duration period, long now, long spread, int rests, @Nullable Nudges nudges) {
            this.period = period;
            this.rests = rests;
            this.nudges = nudges;
            this.due = now + ThreadLocalRandom.current().nextLong(Math.clamp(spread, 1, period.toMillis()));
        }

        /** Takes the turn when it is due. */
        boolean begin(long now) {
            return now >= due && take(now);
        }

        private synchronized boolean take(long now) {
            if (now < due || busy) {
                return false;
            }
            long jitter = period.toMillis() / 20;
            long shift = jitter == 0 ? 0 : ThreadLocalRandom.current().nextLong(-jitter, jitter + 1);
            due = now + period.toMillis() + shift;
            begun = now;
            busy = true;
            nudged = false;
            return true;
        }

        synchronized void end(long now) {
            long took = now - begun;
            long rest = nudged && nudges != null ? nudges.rest(took) : rests * took;
            due = Math.max(due, now + rest);
            ended = now;
            busy = false;
        }

        /** Lets the next turn come soon; a turn under way may have looked too early, so it counts as one before. */
        synchronized void nudge(long now) {
            if (nudged || nudges == null) {
                return;
            }
            long soon = nudges.due(now, busy ? now : ended, busy ? 0 : ended - begun);
            if (soon < due) {
                due = soon;
                nudged = true;
                nudges.used();
            }
        }
    }

    private final Track gpus;
    private final Track sensors;
    private final Track host;
    private final Breaker bmcBreaker;
    private final Breaker hostBreaker;
    private volatile StreamTrack stream = new StreamTrack();
    private volatile boolean ended;
    private volatile Server server;
    private volatile @Nullable String power;
    private volatile @Nullable Boolean reachable;
    private volatile NodeMetrics.@Nullable CpuTimes cpu;

    Watch(Server server, HardwareConfig.Telemetry config, long now, long spread) {
        this.server = server;
        // A BMC that needs longer than the period for its GPUs shall have time for its sensors, too.
        this.gpus = new Track(config.gpuPeriod(), now, spread, 1, null);
        this.sensors = new Track(
                config.sensorPeriod(), now, spread, 0, new Nudges(config.eventFloor(), config.sensorPeriod()));
        this.host = new Track(config.gpuPeriod(), now, spread, 0, null);
        this.bmcBreaker = new Breaker(config.failuresToUnreachable(), config.gpuPeriod(), config.maxBackoff());
        // A host without an exporter is normal while it is being installed, and its first Xid shall not wait for a long
        // pause to end.
        this.hostBreaker = new Breaker(
                config.failuresToUnreachable(),
                config.gpuPeriod(),
                config.gpuPeriod().multipliedBy(2));
        this.power = server.powerState();
    }

    Server server() {
        return server;
    }

    void server(Server now) {
        if (!now.bmc().equals(server.bmc())) {
            bmcBreaker.good();
            stream.end();
            stream = new StreamTrack();
        }
        String noted = now.powerState();
        if (noted != null && !noted.equals(server.powerState())) {
            powerChanged(noted);
        }
        server = now;
    }

    /** Nobody's watch any more, or another replica's. */
    void end() {
        ended = true;
        stream.end();
    }

    boolean ended() {
        return ended;
    }

    /** Its event stream. */
    StreamTrack stream() {
        return stream;
    }

    /** An event says that looking again is worth it. */
    void hinted(long now) {
        sensors.nudge(now);
    }

    /** True when the BMC answered the last time that it was asked. */
    boolean answers() {
        return Boolean.TRUE.equals(reachable) && !bmcBreaker.open();
    }

    /** A host that is off has no exporters to ask. */
    boolean hostMayAnswer() {
        return !PowerState.OFF.word().equals(power);
    }

    Track gpus() {
        return gpus;
    }

    Track sensors() {
        return sensors;
    }

    Track host() {
        return host;
    }

    Breaker bmcBreaker() {
        return bmcBreaker;
    }

    Breaker hostBreaker() {
        return hostBreaker;
    }

    /** True when the state is another than the one seen before; a host that was switched on is asked anew. */
    boolean powerChanged(String state) {
        boolean changed = !state.equals(power);
        power = state;
        if (changed) {
            hostBreaker.good();
        }
        return changed;
    }

    /** True when it is other than what was told last, or nothing was told yet. */
    boolean reachableChanged(boolean now) {
        boolean changed = !Boolean.valueOf(now).equals(reachable);
        reachable = now;
        return changed;
    }

    NodeMetrics.@Nullable CpuTimes cpu() {
        return cpu;
    }

    void cpu(NodeMetrics.@Nullable CpuTimes now) {
        cpu = now == null ? cpu : now;
    }
}
