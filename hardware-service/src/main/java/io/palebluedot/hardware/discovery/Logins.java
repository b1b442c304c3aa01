package io.palebluedot.hardware.discovery;

import io.palebluedot.hardware.driver.Login;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Logins of a discovery, as one text to be sealed. */
final class Logins {

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
}
