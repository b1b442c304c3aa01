package io.palebluedot.allocation.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.palebluedot.proto.allocation.v1.Allocation;
import io.palebluedot.proto.allocation.v1.AllocationServiceGrpc;
import io.palebluedot.proto.allocation.v1.AllocationServiceGrpc.AllocationServiceBlockingStub;
import io.palebluedot.proto.allocation.v1.AllocationState;
import io.palebluedot.proto.allocation.v1.CreateProjectRequest;
import io.palebluedot.proto.allocation.v1.CreateUserRequest;
import io.palebluedot.proto.allocation.v1.GetAllocationRequest;
import io.palebluedot.proto.allocation.v1.GetCapacityRequest;
import io.palebluedot.proto.allocation.v1.IssueTokenRequest;
import io.palebluedot.proto.allocation.v1.PeopleServiceGrpc;
import io.palebluedot.proto.allocation.v1.PeopleServiceGrpc.PeopleServiceBlockingStub;
import io.palebluedot.proto.allocation.v1.Project;
import io.palebluedot.proto.allocation.v1.ReleaseAllocationRequest;
import io.palebluedot.proto.allocation.v1.User;
import io.palebluedot.rpc.GrpcFailures;
import io.palebluedot.testing.TestTokens;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The service as its callers see it, and its database as nobody else does. */
@ApplicationScoped
public class ServiceUnderTest {

    public static final String PASSWORD = "a-password-of-a-user";
    public static final Duration WAIT = Duration.ofSeconds(30);

    private final ManagedChannel channel;
    private final Pool pool;
    private final DataSource database;

    ServiceUnderTest(@ConfigProperty(name = "quarkus.grpc.server.test-port") int port, Pool pool, DataSource database) {
        this.database = database;
        this.channel =
                NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
        this.pool = pool;
    }

    @PreDestroy
    void close() {
        channel.shutdownNow();
    }

    public ManagedChannel channel() {
        return channel;
    }

    public Pool pool() {
        return pool;
    }

    public PeopleServiceBlockingStub people() {
        return PeopleServiceGrpc.newBlockingStub(channel);
    }

    public PeopleServiceBlockingStub people(String token) {
        return TestTokens.as(PeopleServiceGrpc.newBlockingStub(channel), token);
    }

    public AllocationServiceBlockingStub allocations(String token) {
        return TestTokens.as(AllocationServiceGrpc.newBlockingStub(channel), token);
    }

    /** As administrator. */
    public AllocationServiceBlockingStub allocations() {
        return allocations(TestTokens.admin());
    }

    public String signIn(String name) {
        return people().issueToken(IssueTokenRequest.newBuilder()
                        .setUsername(name)
                        .setPassword(PASSWORD)
                        .build())
                .getAccessToken();
    }

    public Project project() {
        return people(TestTokens.admin())
                .createProject(CreateProjectRequest.newBuilder()
                        .setName(unique("project"))
                        .build());
    }

    public User engineer(Project... projects) {
        var request = CreateUserRequest.newBuilder()
                .setName(unique("user"))
                .setPassword(PASSWORD)
                .setRole("engineer");
        for (Project project : projects) {
            request.addProjects(project.getName());
        }
        return people(TestTokens.admin()).createUser(request.build());
    }

    public static String unique(String prefix) {
        return prefix + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    public Allocation get(Allocation allocation) {
        return allocations()
                .getAllocation(GetAllocationRequest.newBuilder()
                        .setRef(allocation.getId())
                        .build());
    }

    public Allocation release(Allocation allocation) {
        return allocations()
                .releaseAllocation(ReleaseAllocationRequest.newBuilder()
                        .setRef(allocation.getId())
                        .build());
    }

    public void awaitState(Allocation allocation, AllocationState state) {
        await().atMost(WAIT)
                .untilAsserted(() -> assertThat(get(allocation).getState()).isEqualTo(state));
    }

    public void awaitFree(String model, int gpus) {
        await().atMost(WAIT).untilAsserted(() -> assertThat(free(model)).isEqualTo(gpus));
    }

    public int free(String model) {
        return allocations()
                .getCapacity(GetCapacityRequest.newBuilder().setModel(model).build())
                .getFreeGpus();
    }

    public static GetAllocationRequest ref(Allocation allocation) {
        return GetAllocationRequest.newBuilder().setRef(allocation.getId()).build();
    }

    /** Event types about an object, oldest first, as they stand in the outbox. */
    public List<String> events(String objectId) {
        return pool.preparedQuery("select type from outbox where object_id = $1 order by sequence")
                .execute(Tuple.of(objectId))
                .map(rows -> {
                    var types = new ArrayList<String>();
                    rows.forEach(row -> types.add(row.getString(0)
                            .replace("io.palebluedot.allocation.", "")
                            .replace(".v1", "")));
                    return types;
                })
                .await()
                .atMost(WAIT);
    }

    public long count(String sql) {
        return pool.query(sql)
                .execute()
                .map(rows -> rows.iterator().next().getLong(0))
                .await()
                .atMost(WAIT);
    }

    public void sql(String sql) {
        pool.query(sql).execute().await().atMost(WAIT);
    }

    /** Ends every other session of the service with its database, as a failing network would. */
    public void killConnections() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("select pg_terminate_backend(pid) from pg_stat_activity"
                    + " where datname = current_database() and pid <> pg_backend_pid() and usename = current_user");
        }
    }

    public static void assertRefused(Callable<?> call, Status.Code status, String code) {
        var failure = catchThrowableOfType(StatusRuntimeException.class, call::call);
        assertThat(failure).as("refused with %s", code).isNotNull();
        assertThat(GrpcFailures.reason(failure)).as(failure.toString()).isEqualTo(code);
        assertThat(failure.getStatus().getCode()).isEqualTo(status);
    }
}
