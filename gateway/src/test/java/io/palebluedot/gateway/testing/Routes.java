package io.palebluedot.gateway.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** The table of routes in routes.txt. */
public final class Routes {

    private Routes() {}

    /** One operation, a call of it that works, and who may make it. */
    public record Route(String operation, String method, String path, int status, String who, String body) {

        public boolean open() {
            return who.equals("P");
        }

        public boolean permits(String role) {
            return switch (who) {
                case "P" -> true;
                case "R" -> Set.of("admin", "operator", "engineer", "viewer").contains(role);
                case "U" -> Set.of("admin", "operator", "engineer").contains(role);
                case "O" -> Set.of("admin", "operator").contains(role);
                case "A" -> role.equals("admin");
                default -> throw new IllegalArgumentException(who);
            };
        }

        /** The call, with what the route demands beside its body. */
        public Api.Answer call(Api api) {
            return (operation.equals("quota_set") ? api.with("If-Match", "\"3\"") : api).send(method, path, body);
        }

        public boolean streams() {
            return operation.equals("event_stream");
        }

        @Override
        public String toString() {
            return operation;
        }
    }

    public static List<Route> all() {
        try (var file = Routes.class.getResourceAsStream("/routes.txt")) {
            return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Routes::route)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Route route(String line) {
        String[] cells = line.split("\\|", 6);
        return new Route(
                cells[0].strip(),
                cells[1].strip(),
                cells[2].strip(),
                Integer.parseInt(cells[3].strip()),
                cells[4].strip(),
                cells[5].strip());
    }
}
