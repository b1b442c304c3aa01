package io.palebluedot.allocation.service;

import static io.palebluedot.allocation.service.ServiceUnderTest.PASSWORD;
import static io.palebluedot.allocation.service.ServiceUnderTest.assertRefused;
import static io.palebluedot.allocation.service.ServiceUnderTest.unique;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import io.grpc.Status;
import io.palebluedot.proto.allocation.v1.CreateApiTokenRequest;
import io.palebluedot.proto.allocation.v1.CreateProjectRequest;
import io.palebluedot.proto.allocation.v1.CreateUserRequest;
import io.palebluedot.proto.allocation.v1.DeleteApiTokenRequest;
import io.palebluedot.proto.allocation.v1.ExchangeApiTokenRequest;
import io.palebluedot.proto.allocation.v1.GetProjectRequest;
import io.palebluedot.proto.allocation.v1.GetUserRequest;
import io.palebluedot.proto.allocation.v1.IssueTokenRequest;
import io.palebluedot.proto.allocation.v1.ListApiTokensRequest;
import io.palebluedot.proto.allocation.v1.ListProjectsRequest;
import io.palebluedot.proto.allocation.v1.ListUsersRequest;
import io.palebluedot.proto.allocation.v1.QuotaLimit;
import io.palebluedot.proto.allocation.v1.SetQuotaRequest;
import io.palebluedot.proto.allocation.v1.UpdateProjectRequest;
import io.palebluedot.proto.allocation.v1.UpdateUserRequest;
import io.palebluedot.rpc.Role;
import io.palebluedot.rpc.TokenVerifier;
import io.palebluedot.testing.TestTokens;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(value = AllocationServers.class, initArgs = @ResourceArg(name = "database", value = "allocation"))
class PeopleIT {

    @Inject
    ServiceUnderTest service;

    @Inject
    TokenVerifier verifier;

    @Test
    void theFirstAdministratorSignsInWithTheConfiguredPassword() {
        var token = service.people()
                .issueToken(IssueTokenRequest.newBuilder()
                        .setUsername("admin")
                        .setPassword("an-admin-password-for-tests")
                        .build());
        assertThat(token.getExpiresIn()).isEqualTo(3600);
        assertThat(token.getRolesList()).containsExactly("admin");
        var caller = verifier.verify(token.getAccessToken());
        assertThat(caller.name()).isEqualTo("admin");
        assertThat(caller.id()).isEqualTo(token.getUserId());
        assertThat(caller.roles()).containsExactly(Role.ADMIN);
        assertThat(caller.projects()).hasSize(1);
        assertThat(service.people(token.getAccessToken())
                        .getProject(
                                GetProjectRequest.newBuilder().setRef("default").build())
                        .getId())
                .isIn(caller.projects());
    }

    @Test
    void wrongUsersAndWrongPasswordsGetTheSameAnswer() {
        var user = service.engineer();
        assertRefused(() -> signIn(user.getName(), "wrong password"), Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
        assertRefused(() -> signIn("nobody-at-all", "wrong"), Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
        assertThat(signIn(user.getName(), PASSWORD)).isNotEmpty();
    }

    @Test
    void fiveFailuresLockTheAccountForAMinute() {
        var user = service.engineer();
        for (int i = 0; i < 5; i++) {
            assertRefused(() -> signIn(user.getName(), "wrong"), Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
        }
        assertRefused(() -> signIn(user.getName(), PASSWORD), Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
        service.sql("update app_user set locked_until = now() where id = '" + user.getId() + "'");
        assertThat(signIn(user.getName(), PASSWORD)).isNotEmpty();
    }

    @Test
    void usersAreMadeFoundChangedAndShutOut() {
        var admin = service.people(TestTokens.admin());
        var first = service.project();
        var second = service.project();
        var user = admin.createUser(CreateUserRequest.newBuilder()
                .setName(unique("王小明"))
                .setDisplayName("王小明")
                .setEmail("wang@example.org")
                .setPassword(PASSWORD)
                .addProjects(first.getName())
                .addProjects(second.getId())
                .build());
        assertThat(user.getRole()).isEqualTo("engineer");
        assertThat(user.getProjectIdsList()).containsExactlyInAnyOrder(first.getId(), second.getId());
        assertThat(admin.getUser(
                        GetUserRequest.newBuilder().setRef(user.getName()).build()))
                .isEqualTo(user);
        assertThat(admin.getUser(
                        GetUserRequest.newBuilder().setRef(user.getId()).build()))
                .isEqualTo(user);
        assertThat(admin.listUsers(ListUsersRequest.newBuilder()
                                .setQ(user.getName())
                                .build())
                        .getUsersList())
                .containsExactly(user);

        var changed = admin.updateUser(UpdateUserRequest.newBuilder()
                .setRef(user.getName())
                .setExpectedVersion(user.getVersion())
                .setRole("operator")
                .setSetProjects(true)
                .addProjects(second.getName())
                .build());
        assertThat(changed.getProjectIdsList()).containsExactly(second.getId());
        assertThat(changed.getRole()).isEqualTo("operator");
        assertThat(changed.getVersion()).isGreaterThan(user.getVersion());
        assertRefused(
                () -> admin.updateUser(UpdateUserRequest.newBuilder()
                        .setRef(user.getName())
                        .setExpectedVersion(user.getVersion())
                        .setEmail("x@example.org")
                        .build()),
                Status.Code.ABORTED,
                "VERSION_CONFLICT");

        admin.updateUser(UpdateUserRequest.newBuilder()
                .setRef(user.getId())
                .setDisabled(true)
                .build());
        assertRefused(() -> signIn(user.getName(), PASSWORD), Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED");
    }

    @Test
    void badUsersAreRefusedWithTheField() {
        var admin = service.people(TestTokens.admin());
        var taken = service.engineer();
        assertRefused(
                () -> admin.createUser(newUser(taken.getName()).build()), Status.Code.ALREADY_EXISTS, "ALREADY_EXISTS");
        assertRefused(() -> admin.createUser(newUser("a b").build()), Status.Code.INVALID_ARGUMENT, "INVALID_INPUT");
        assertRefused(
                () -> admin.createUser(newUser(unique("u")).setPassword("short").build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_INPUT");
        assertRefused(
                () -> admin.createUser(newUser(unique("u")).setRole("service").build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_INPUT");
        assertRefused(
                () -> admin.createUser(
                        newUser(unique("u")).addProjects("no-such").build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_INPUT");
        assertRefused(
                () -> admin.getUser(
                        GetUserRequest.newBuilder().setRef("no-such-user").build()),
                Status.Code.NOT_FOUND,
                "USER_NOT_FOUND");
    }

    @Test
    void engineersSeeThemselvesAndTheirProjectsOnly() {
        var mine = service.project();
        var theirs = service.project();
        var me = service.engineer(mine);
        var other = service.engineer(theirs);
        var people = service.people(service.signIn(me.getName()));
        assertThat(people.getUser(
                                GetUserRequest.newBuilder().setRef(me.getName()).build())
                        .getId())
                .isEqualTo(me.getId());
        assertRefused(
                () -> people.getUser(
                        GetUserRequest.newBuilder().setRef(other.getName()).build()),
                Status.Code.NOT_FOUND,
                "USER_NOT_FOUND");
        assertRefused(
                () -> people.getQuota(
                        GetProjectRequest.newBuilder().setRef(theirs.getName()).build()),
                Status.Code.NOT_FOUND,
                "PROJECT_NOT_FOUND");
        assertThat(people.listProjects(ListProjectsRequest.getDefaultInstance()).getProjectsList())
                .containsExactly(mine);
        assertThat(people.listUsers(ListUsersRequest.getDefaultInstance()).getUsersCount())
                .isEqualTo(1);
        assertRefused(
                () -> people.createUser(newUser(unique("u")).build()),
                Status.Code.PERMISSION_DENIED,
                "PERMISSION_DENIED");
    }

    @Test
    void projectsAndQuotasAreChangedUnderVersions() {
        var admin = service.people(TestTokens.admin());
        var project = admin.createProject(CreateProjectRequest.newBuilder()
                .setName(unique("p"))
                .setDescription("训练")
                .setWeight(3)
                .build());
        var changed = admin.updateProject(UpdateProjectRequest.newBuilder()
                .setRef(project.getName())
                .setExpectedVersion(project.getVersion())
                .setWeight(5)
                .build());
        assertThat(changed.getWeight()).isEqualTo(5);
        assertThat(changed.getDescription()).isEqualTo("训练");
        assertRefused(
                () -> admin.updateProject(UpdateProjectRequest.newBuilder()
                        .setRef(project.getName())
                        .setExpectedVersion(project.getVersion())
                        .setWeight(6)
                        .build()),
                Status.Code.ABORTED,
                "VERSION_CONFLICT");
        var quota = admin.setQuota(SetQuotaRequest.newBuilder()
                .setRef(project.getId())
                .addLimits(QuotaLimit.newBuilder().setGpuModel("*").setMaxGpus(8))
                .setGpuHoursPerMonth(100)
                .build());
        assertThat(quota.getLimits(0).getMaxGpus()).isEqualTo(8);
        assertThat(quota.getUsedGpuHours()).isZero();
        assertThat(admin.getQuota(
                        GetProjectRequest.newBuilder().setRef(project.getName()).build()))
                .isEqualTo(quota);
        assertRefused(
                () -> admin.setQuota(SetQuotaRequest.newBuilder()
                        .setRef(project.getId())
                        .setExpectedVersion(quota.getVersion() - 1)
                        .build()),
                Status.Code.ABORTED,
                "VERSION_CONFLICT");
    }

    @Test
    void anApiTokenBecomesAShortTokenUntilItIsRevoked() {
        var project = service.project();
        var user = service.engineer(project);
        var people = service.people(service.signIn(user.getName()));
        var created = people.createApiToken(CreateApiTokenRequest.newBuilder()
                .setName("ci")
                .addScopes("project:" + project.getId())
                .build());
        assertThat(created.getSecret()).startsWith("pbd_").hasSizeGreaterThan(40);
        var token = service.people().exchangeApiToken(exchange(created.getSecret()));
        var caller = verifier.verify(token.getAccessToken());
        assertThat(caller.id()).isEqualTo(user.getId());
        assertThat(caller.projects()).containsExactly(project.getId());
        var listed = people.listApiTokens(ListApiTokensRequest.getDefaultInstance());
        assertThat(listed.getTokensList()).singleElement().satisfies(t -> {
            assertThat(t.getSecret()).isEmpty();
            assertThat(t.hasLastUsedAt()).isTrue();
        });
        assertThat(service.count("select count(*) from api_token where secret_hash::text like '%pbd_%'"))
                .isZero();
        assertRefused(
                () -> service.people(TestTokens.operator())
                        .deleteApiToken(DeleteApiTokenRequest.newBuilder()
                                .setId(created.getId())
                                .build()),
                Status.Code.NOT_FOUND,
                "API_TOKEN_NOT_FOUND");
        people.deleteApiToken(
                DeleteApiTokenRequest.newBuilder().setId(created.getId()).build());
        assertRefused(
                () -> service.people().exchangeApiToken(exchange(created.getSecret())),
                Status.Code.UNAUTHENTICATED,
                "UNAUTHENTICATED");
        assertRefused(
                () -> people.createApiToken(CreateApiTokenRequest.newBuilder()
                        .setName("wide")
                        .addScopes("admin")
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_INPUT");
        assertRefused(
                () -> people.createApiToken(CreateApiTokenRequest.newBuilder()
                        .setName("old")
                        .setExpiresAt(
                                Timestamp.newBuilder().setSeconds(Instant.now().getEpochSecond() - 1))
                        .build()),
                Status.Code.INVALID_ARGUMENT,
                "INVALID_INPUT");
    }

    private static CreateUserRequest.Builder newUser(String name) {
        return CreateUserRequest.newBuilder().setName(name).setPassword(PASSWORD);
    }

    private static ExchangeApiTokenRequest exchange(String secret) {
        return ExchangeApiTokenRequest.newBuilder().setSecret(secret).build();
    }

    private String signIn(String name, String password) {
        return service.people()
                .issueToken(IssueTokenRequest.newBuilder()
                        .setUsername(name)
                        .setPassword(password)
                        .build())
                .getAccessToken();
    }
}
