package io.palebluedot.allocation.signin;

import io.palebluedot.rpc.FailureException;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Signing in with a password. Every refusal is the same answer after the same work, whether the user is unknown, disabled or locked or the password
 * is wrong. Five failures lock the account for a minute.
 */
@ApplicationScoped
public class SignInService {

    private static final Logger LOG = Logger.getLogger(SignInService.class);
    private static final int MAX_LENGTH = 256;
    private static final String FIND = """
            select u.id, u.name, u.password_hash, u.role,
                   not u.disabled and (u.locked_until is null or u.locked_until <= now()) as open,
                   array(select m.project_id::text from project_member m where m.user_id = u.id order by m.since, m.project_id) as projects
              from app_user u where u.name = $1""";
    private static final String FAILED = """
            update app_user
               set failed_sign_ins = case when failed_sign_ins + 1 >= 5 then 0 else failed_sign_ins + 1 end,
                   locked_until = case when failed_sign_ins + 1 >= 5 then now() + interval '1 minute' else locked_until end
             where id = $1 and (locked_until is null or locked_until <= now())""";
    private static final String PASSED =
            "update app_user set failed_sign_ins = 0, locked_until = null where id = $1 and failed_sign_ins > 0";

    private final Pool pool;
    private final Passwords passwords;
    private final TokenSigner signer;

    SignInService(Pool pool, Passwords passwords, TokenSigner signer) {
        this.pool = pool;
        this.passwords = passwords;
        this.signer = signer;
    }

    /** UNAUTHENTICATED for whatever reason. */
    public Uni<IssuedToken> signIn(String name, String password) {
        if (name.length() > MAX_LENGTH || password.length() > MAX_LENGTH) {
            return Uni.createFrom().failure(refused());
        }
        return pool.preparedQuery(FIND).execute(Tuple.of(name)).chain(rows -> check(rows, password));
    }

    private Uni<IssuedToken> check(RowSet<Row> rows, String password) {
        var found = rows.iterator();
        if (!found.hasNext()) {
            return passwords.verifyNobody(password).chain(() -> Uni.createFrom().failure(refused()));
        }
        var user = found.next();
        return passwords
                .verify(password, user.getString("password_hash"))
                .chain(right -> right && user.getBoolean("open") ? passed(user) : failed(user.getUUID("id")));
    }

    private Uni<IssuedToken> passed(Row user) {
        var identity = new Identity(
                user.getUUID("id"),
                user.getString("name"),
                Set.of(Role.of(user.getString("role")).orElseThrow()),
                List.of(user.getArrayOfStrings("projects")));
        return pool.preparedQuery(PASSED)
                .execute(Tuple.of(identity.userId()))
                .map(done -> signer.sign(identity, TokenSigner.LIFETIME));
    }

    private Uni<IssuedToken> failed(UUID user) {
        LOG.infof("sign-in refused userId=%s", user);
        return pool.preparedQuery(FAILED)
                .execute(Tuple.of(user))
                .chain(() -> Uni.createFrom().failure(refused()));
    }

    private static FailureException refused() {
        return Failures.unauthenticated("wrong user or password; after five failures an account waits for a minute");
    }
}
