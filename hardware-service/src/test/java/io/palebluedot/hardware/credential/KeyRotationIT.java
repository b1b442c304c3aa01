package io.palebluedot.hardware.credential;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.palebluedot.hardware.HardwareConfig;
import io.palebluedot.hardware.HardwareServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HashMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** An old key is dropped after its secrets were wrapped again. */
@QuarkusTest
@QuarkusTestResource(HardwareServers.class)
class KeyRotationIT {

    private static final Duration WAIT = Duration.ofSeconds(20);

    @Inject
    Pool pool;

    @Inject
    HardwareConfig config;

    private static KeyRing ring(String id, int fill) {
        byte[] key = new byte[32];
        java.util.Arrays.fill(key, (byte) fill);
        return KeyRing.parse(id + ":" + Base64.getEncoder().encodeToString(key), "the test");
    }

    private UUID stored(KeyRing under, String password) {
        var id = UUID.randomUUID();
        var sealed = new Envelope(new CredentialKeys(() -> under)).seal(id.toString(), password);
        pool.preparedQuery(
                        "insert into credential (id, name, username, key_id, secret, updated_at) values ($1, $2, 'root', $3, $4, $5)")
                .execute(Tuple.of(
                        id,
                        "rotated-" + id,
                        sealed.keyId(),
                        sealed.secret().getDelegate(),
                        OffsetDateTime.now(ZoneOffset.UTC)))
                .await()
                .atMost(WAIT);
        return id;
    }

    private Sealed sealed(UUID id) {
        var row = pool.preparedQuery("select key_id, secret from credential where id = $1")
                .execute(Tuple.of(id))
                .await()
                .atMost(WAIT)
                .iterator()
                .next();
        return new Sealed(row.getString("key_id"), row.getBuffer("secret"));
    }

    @Test
    void secretsOfAnOldKeyOpenWithTheNewOneAloneAndThoseOfALostKeyAreCounted() {
        var own = CredentialKeys.read(config.credentialKeyFile().orElseThrow());
        var old = ring("last-year", 7);
        var both = new HashMap<>(own.keys());
        both.putAll(old.keys());
        var keys = new CredentialKeys(() -> new KeyRing(own.current(), both));
        var moved = stored(old, "correct horse");
        var lost = stored(ring("lost", 9), "battery staple");

        long left = new KeyRotation(keys, new Envelope(keys), pool, new SimpleMeterRegistry())
                .rotate()
                .await()
                .atMost(WAIT);

        assertThat(left).isEqualTo(1);
        assertThat(sealed(moved).keyId()).isEqualTo(own.current());
        assertThat(new Envelope(new CredentialKeys(() -> own)).open(moved.toString(), sealed(moved)))
                .isEqualTo("correct horse");
        assertThat(sealed(lost).keyId()).isEqualTo("lost");
        pool.preparedQuery("delete from credential where id = any($1)")
                .execute(Tuple.of(new UUID[] {moved, lost}))
                .await()
                .atMost(WAIT);
    }
}
