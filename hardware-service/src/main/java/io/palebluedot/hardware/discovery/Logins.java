package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.driver.Login;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** Logins of a discovery, as one text to be sealed. */
final class Logins {

    private static final Set<Login> SHIPPED = Set.of(
            new Login("admin", "admin"),
            new Login("admin", "password"),
            new Login("ADMIN", "ADMIN"),
            new Login("root", "calvin"),
            new Login("root", "0penBmc"),
            new Login("root", "root"),
            new Login("Administrator", "superuser"),
            new Login("USERID", "PASSW0RD"));

    private Logins() {}

    static String text(List<Login> logins) {
        var array = new JsonArray();
        logins.forEach(l -> array.add(new JsonObject().put("u", l.username()).put("p", l.password())));
        return array.encode();
    }

    static List<Login> read(String text) {
        return new JsonArray(text)
                .stream()
                        .map(JsonObject.class::cast)
                        .map(json -> new Login(json.getString("u"), json.getString("p")))
                        .toList();
    }

    /** A user and password that a vendor ships with. */
    static boolean shipped(Login login) {
        return SHIPPED.contains(login);
    }
}
