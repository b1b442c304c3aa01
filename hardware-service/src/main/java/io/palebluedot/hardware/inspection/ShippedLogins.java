package io.palebluedot.hardware.inspection;

import io.palebluedot.hardware.driver.Login;
import java.util.Optional;
import java.util.Set;

/** Users and passwords that vendors ship BMCs with. */
final class ShippedLogins {

    private static final Set<Login> KNOWN = Set.of(
            new Login("admin", "admin"),
            new Login("admin", "password"),
            new Login("ADMIN", "ADMIN"),
            new Login("root", "calvin"),
            new Login("root", "0penBmc"),
            new Login("root", "root"),
            new Login("Administrator", "superuser"),
            new Login("USERID", "PASSW0RD"));

    private ShippedLogins() {}

    static Optional<String> finding(Login login) {
        return KNOWN.contains(login)
                ? Optional.of("default password of user '" + login.username() + "'")
                : Optional.empty();
    }
}
