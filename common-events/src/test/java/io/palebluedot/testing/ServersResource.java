package io.palebluedot.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real PostgreSQL, Redis and NATS for a {@code @QuarkusTest}: started once per JVM, an own database for the service under test.
 *
 * <p>Argument {@code database} names the database; the default is {@code service}.
 */
public class ServersResource implements QuarkusTestResourceLifecycleManager {

    private String database = "service";

    @Override
    public void init(Map<String, String> arguments) {
        database = arguments.getOrDefault("database", database);
    }

    @Override
    public Map<String, String> start() {
        var servers = RealServers.get();
        servers.createDatabase(database);
        var config = new HashMap<String, String>();
        config.put("DB_HOST", "127.0.0.1");
        config.put("DB_PORT", Integer.toString(servers.postgresPort()));
        config.put("DB_NAME", database);
        config.put("DB_USER", database);
        config.put("DB_PASSWORD", RealServers.PASSWORD);
        config.put("REDIS_HOST", "127.0.0.1");
        config.put("REDIS_PORT", Integer.toString(servers.redisPort()));
        config.put("NATS_URL", "nats://127.0.0.1:" + servers.natsPort());
        config.put("PBD_JWKS_FILE", TestKeys.jwksFile().toString());
        config.put("PBD_SERVICE_KEY_FILE", TestKeys.serviceKeyFile().toString());
        config.put("PBD_USER_KEY_FILE", TestKeys.userKeyFile().toString());
        config.put("PBD_CREDENTIAL_KEY_FILE", TestKeys.credentialKeyFile().toString());
        config.put("PBD_ADMIN_PASSWORD", "an-admin-password-for-tests");
        config.put("GRPC_PORT", Integer.toString(RealServers.freePort()));
        config.put("quarkus.http.test-port", "0");
        return config;
    }

    @Override
    public void stop() {
        // The servers live as long as the JVM: another test class may need them.
    }
}
