package io.palebluedot.testing;

/** Where tests find PostgreSQL, Redis and NATS, and how they take them away. */
interface TestServers {

    int postgresPort();

    int redisPort();

    int natsPort();

    void createDatabase(String name);

    /** As {@link RealServers#restartNats}. */
    void restartNats(boolean loseStore);

    /** As {@link RealServers#restartRedis}. */
    void restartRedis();

    void stop();
}
