package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.address.HostPort;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;

/** Counts failed logins per BMC, over restarts and discoveries, so that trying credentials locks no account. */
@ApplicationScoped
class LoginGuard {

    private final Pool pool;
    private final HardwareConfig.Discovery config;

    LoginGuard(Pool pool, HardwareConfig config) {
        this.pool = pool;
        this.config = config.discovery();
    }

    /** True when another login may be tried now. */
    Uni<Boolean> permits(HostPort address) {
        return pool.preparedQuery("select 1 from login_failure where address = $1 and failures >= $2"
                        + " and last_at > now() - make_interval(secs => $3)")
                .execute(Tuple.of(address.toString(), config.loginAttempts(), window()))
                .map(rows -> rows.size() == 0);
    }

    Uni<Void> failed(HostPort address) {
        return pool.preparedQuery("insert into login_failure as f (address, failures, last_at) values ($1, 1, now())"
                        + " on conflict (address) do update set last_at = now(), failures ="
                        + " case when f.last_at > now() - make_interval(secs => $2) then f.failures + 1 else 1 end")
                .execute(Tuple.of(address.toString(), window()))
                .replaceWithVoid();
    }

    Uni<Void> succeeded(HostPort address) {
        return pool.preparedQuery("delete from login_failure where address = $1")
                .execute(Tuple.of(address.toString()))
                .replaceWithVoid();
    }

    private double window() {
        return config.loginWindow().toMillis() / 1000.0;
    }
}
