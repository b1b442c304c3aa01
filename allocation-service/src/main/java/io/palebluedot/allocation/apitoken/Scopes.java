package io.palebluedot.allocation.apitoken;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What an API token may do: roles ({@code engineer}) and projects ({@code project:ID}). No scope means all that its owner may. A scope never widens:
 * it counts only as far as the owner's role reaches when the token is used.
 */
record Scopes(Set<Role> roles, Set<String> projects) {

    private static final String PROJECT = "project:";

    static Scopes parse(List<String> words) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        var projects = new java.util.TreeSet<String>();
        for (String word : words) {
            if (word.startsWith(PROJECT) && Ids.isId(word.substring(PROJECT.length()))) {
                projects.add(word.substring(PROJECT.length()));
            } else {
                var role = Role.of(word);
                if (role.isEmpty() || role.get() == Role.SERVICE) {
                    throw Failures.invalid("scopes", "each must be admin, operator, engineer, viewer or project:ID");
                }
                roles.add(role.get());
            }
        }
        return new Scopes(roles, projects);
    }

    List<String> words() {
        var words = new ArrayList<String>();
        roles.forEach(role -> words.add(role.wireName()));
        projects.forEach(project -> words.add(PROJECT + project));
        return words;
    }

    /** Roles that the token has in the hands of somebody with this role. A token for single projects can be no more than an engineer's. */
    Set<Role> rolesFor(Role owner) {
        var reach = reach(owner);
        var wanted = roles.isEmpty() ? EnumSet.of(owner) : EnumSet.copyOf(roles);
        if (!projects.isEmpty()) {
            wanted = EnumSet.of(Role.ENGINEER);
        }
        wanted.retainAll(reach);
        return wanted;
    }

    /** Projects that the token reaches, of those its owner belongs to. */
    List<String> projectsFor(List<String> owned) {
        return projects.isEmpty()
                ? owned
                : owned.stream().filter(projects::contains).toList();
    }

    private static Set<Role> reach(Role owner) {
        return switch (owner) {
            case ADMIN -> EnumSet.of(Role.ADMIN, Role.OPERATOR, Role.ENGINEER, Role.VIEWER);
            case OPERATOR -> EnumSet.of(Role.OPERATOR, Role.ENGINEER, Role.VIEWER);
            case ENGINEER -> EnumSet.of(Role.ENGINEER);
            case VIEWER -> EnumSet.of(Role.VIEWER);
            case SERVICE -> EnumSet.noneOf(Role.class);
        };
    }
}
