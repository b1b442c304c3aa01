package io.palebluedot.allocation.apitoken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScopesTest {

    private static final String PROJECT = "0198f3a0-0000-7000-8000-000000000001";

    @Test
    void withoutScopesATokenIsAsGoodAsItsOwner() {
        assertThat(Scopes.parse(List.of()).rolesFor(Role.OPERATOR)).containsExactly(Role.OPERATOR);
        assertThat(Scopes.parse(List.of()).projectsFor(List.of("a", "b"))).containsExactly("a", "b");
    }

    @Test
    void aScopeNeverWidens() {
        assertThat(Scopes.parse(List.of("admin")).rolesFor(Role.ENGINEER)).isEmpty();
        assertThat(Scopes.parse(List.of("viewer")).rolesFor(Role.ENGINEER))
                .as("a viewer sees all projects, an engineer does not")
                .isEmpty();
        assertThat(Scopes.parse(List.of("engineer")).rolesFor(Role.ADMIN)).containsExactly(Role.ENGINEER);
    }

    @Test
    void aTokenForOneProjectIsAnEngineersThere() {
        var scopes = Scopes.parse(List.of("project:" + PROJECT));
        assertThat(scopes.rolesFor(Role.ADMIN)).containsExactly(Role.ENGINEER);
        assertThat(scopes.rolesFor(Role.VIEWER)).isEmpty();
        assertThat(scopes.projectsFor(List.of(PROJECT, "other"))).containsExactly(PROJECT);
        assertThat(Scopes.parse(scopes.words())).isEqualTo(scopes);
    }

    @Test
    void unknownWordsAreRefused() {
        assertThatThrownBy(() -> Scopes.parse(List.of("service"))).isInstanceOf(FailureException.class);
        assertThatThrownBy(() -> Scopes.parse(List.of("project:x"))).isInstanceOf(FailureException.class);
    }
}
