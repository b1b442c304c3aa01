package io.palebluedot.allocation.people;

import io.palebluedot.events.Ids;
import io.palebluedot.rpc.Failures;
import java.util.regex.Pattern;

/** Names that people give: letters and digits of any script, and no name that looks like an id. */
final class Names {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}._@-]{0,62}");
    private static final int MAX_TEXT = 1_000;

    private Names() {}

    static void check(String name) {
        if (!NAME.matcher(name).matches() || Ids.isId(name)) {
            throw Failures.invalid("name", "must be 1 to 63 letters, digits or . _ @ - and no id");
        }
    }

    static void checkText(String field, String text) {
        if (text.length() > MAX_TEXT) {
            throw Failures.invalid(field, "is too long");
        }
    }

    static void checkEmail(String email) {
        checkText("email", email);
        int at = email.indexOf('@');
        if (!email.isEmpty()
                && (at <= 0 || at == email.length() - 1 || email.chars().anyMatch(Character::isWhitespace))) {
            throw Failures.invalid("email", "is no address");
        }
    }

    static void checkPassword(String password) {
        if (password.length() < 8 || password.length() > 256) {
            throw Failures.invalid("password", "must have 8 to 256 characters");
        }
    }
}
