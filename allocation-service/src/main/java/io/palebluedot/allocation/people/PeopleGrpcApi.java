package io.palebluedot.allocation.people;

import com.google.protobuf.Empty;
import io.palebluedot.allocation.apitoken.ApiTokenService;
import io.palebluedot.allocation.signin.SignInService;
import io.palebluedot.proto.allocation.v1.ApiToken;
import io.palebluedot.proto.allocation.v1.CreateApiTokenRequest;
import io.palebluedot.proto.allocation.v1.CreateProjectRequest;
import io.palebluedot.proto.allocation.v1.CreateUserRequest;
import io.palebluedot.proto.allocation.v1.DeleteApiTokenRequest;
import io.palebluedot.proto.allocation.v1.ExchangeApiTokenRequest;
import io.palebluedot.proto.allocation.v1.GetProjectRequest;
import io.palebluedot.proto.allocation.v1.GetUserRequest;
import io.palebluedot.proto.allocation.v1.IssueTokenRequest;
import io.palebluedot.proto.allocation.v1.ListApiTokensRequest;
import io.palebluedot.proto.allocation.v1.ListApiTokensResponse;
import io.palebluedot.proto.allocation.v1.ListProjectsRequest;
import io.palebluedot.proto.allocation.v1.ListProjectsResponse;
import io.palebluedot.proto.allocation.v1.ListUsersRequest;
import io.palebluedot.proto.allocation.v1.ListUsersResponse;
import io.palebluedot.proto.allocation.v1.PeopleService;
import io.palebluedot.proto.allocation.v1.SetQuotaRequest;
import io.palebluedot.proto.allocation.v1.Token;
import io.palebluedot.proto.allocation.v1.UpdateProjectRequest;
import io.palebluedot.proto.allocation.v1.UpdateUserRequest;
import io.palebluedot.rpc.Caller;
import io.quarkus.grpc.GrpcService;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** PeopleService: decodes and calls. */
@GrpcService
public class PeopleGrpcApi implements PeopleService {

    private final SignInService signIn;
    private final ApiTokenService apiTokens;
    private final UserDirectory users;
    private final UserService userChanges;
    private final ProjectDirectory projects;
    private final ProjectService projectChanges;
    private final QuotaService quotas;

    PeopleGrpcApi(
            SignInService signIn,
            ApiTokenService apiTokens,
            UserDirectory users,
            UserService userChanges,
            ProjectDirectory projects,
            ProjectService projectChanges,
            QuotaService quotas) {
        this.signIn = signIn;
        this.apiTokens = apiTokens;
        this.users = users;
        this.userChanges = userChanges;
        this.projects = projects;
        this.projectChanges = projectChanges;
        this.quotas = quotas;
    }

    @Override
    public Uni<Token> issueToken(IssueTokenRequest request) {
        return signIn.signIn(request.getUsername(), request.getPassword()).map(PeopleMessages::token);
    }

    @Override
    public Uni<Token> exchangeApiToken(ExchangeApiTokenRequest request) {
        return apiTokens.exchange(request.getSecret()).map(PeopleMessages::token);
    }

    @Override
    public Uni<ListUsersResponse> listUsers(ListUsersRequest request) {
        return users.list(Caller.current(), request.getQ(), request.getPage())
                .map(page -> ListUsersResponse.newBuilder()
                        .addAllUsers(
                                page.items().stream().map(PeopleMessages::user).toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.User> getUser(GetUserRequest request) {
        return users.find(Caller.current(), request.getRef()).map(PeopleMessages::user);
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.User> createUser(CreateUserRequest request) {
        var wanted = new UserService.NewUser(
                request.getName(),
                request.getDisplayName(),
                request.getEmail(),
                request.getPassword(),
                request.getRole(),
                request.getProjectsList());
        return userChanges.create(Caller.current(), wanted).map(PeopleMessages::user);
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.User> updateUser(UpdateUserRequest request) {
        var change = new UserService.Change(
                request.hasDisplayName() ? request.getDisplayName() : null,
                request.hasEmail() ? request.getEmail() : null,
                request.hasPassword() ? request.getPassword() : null,
                request.hasRole() ? request.getRole() : null,
                request.getSetProjects() ? request.getProjectsList() : null,
                request.hasDisabled() ? request.getDisabled() : null);
        var version = version(request.hasExpectedVersion(), request.getExpectedVersion());
        return userChanges
                .update(Caller.current(), request.getRef(), version, change)
                .map(PeopleMessages::user);
    }

    @Override
    public Uni<ListProjectsResponse> listProjects(ListProjectsRequest request) {
        return projects.list(Caller.current(), request.getPage())
                .map(page -> ListProjectsResponse.newBuilder()
                        .addAllProjects(page.items().stream()
                                .map(PeopleMessages::project)
                                .toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.Project> getProject(GetProjectRequest request) {
        return projects.find(Caller.current(), request.getRef()).map(PeopleMessages::project);
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.Project> createProject(CreateProjectRequest request) {
        return projectChanges
                .create(Caller.current(), request.getName(), request.getDescription(), request.getWeight())
                .map(PeopleMessages::project);
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.Project> updateProject(UpdateProjectRequest request) {
        return projectChanges
                .update(
                        Caller.current(),
                        request.getRef(),
                        version(request.hasExpectedVersion(), request.getExpectedVersion()),
                        request.hasDescription() ? request.getDescription() : null,
                        request.hasWeight() ? request.getWeight() : null)
                .map(PeopleMessages::project);
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.Quota> getQuota(GetProjectRequest request) {
        return quotas.get(Caller.current(), request.getRef()).map(PeopleMessages::quota);
    }

    @Override
    public Uni<io.palebluedot.proto.allocation.v1.Quota> setQuota(SetQuotaRequest request) {
        var limits = request.getLimitsList().stream()
                .map(limit -> new Quota.Limit(limit.getGpuModel(), limit.getMaxGpus(), 0))
                .toList();
        var version = version(request.hasExpectedVersion(), request.getExpectedVersion());
        return quotas.set(Caller.current(), request.getRef(), version, limits, request.getGpuHoursPerMonth())
                .map(PeopleMessages::quota);
    }

    @Override
    public Uni<ListApiTokensResponse> listApiTokens(ListApiTokensRequest request) {
        return apiTokens
                .list(Caller.current(), request.getPage())
                .map(page -> ListApiTokensResponse.newBuilder()
                        .addAllTokens(page.items().stream()
                                .map(PeopleMessages::apiToken)
                                .toList())
                        .setPage(page.info())
                        .build());
    }

    @Override
    public Uni<ApiToken> createApiToken(CreateApiTokenRequest request) {
        var expires = request.hasExpiresAt()
                ? Instant.ofEpochSecond(
                        request.getExpiresAt().getSeconds(),
                        request.getExpiresAt().getNanos())
                : null;
        return apiTokens
                .create(Caller.current(), request.getName(), request.getScopesList(), expires)
                .map(created -> PeopleMessages.apiToken(created.token()).toBuilder()
                        .setSecret(created.secret())
                        .build());
    }

    @Override
    public Uni<Empty> deleteApiToken(DeleteApiTokenRequest request) {
        return apiTokens.delete(Caller.current(), request.getId()).replaceWith(Empty.getDefaultInstance());
    }

    private static @Nullable Long version(boolean given, long version) {
        return given ? Long.valueOf(version) : null;
    }
}
