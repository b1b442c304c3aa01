package io.palebluedot.allocation.people;

import io.palebluedot.rpc.Caller;
import io.palebluedot.rpc.Failures;
import io.palebluedot.rpc.Role;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What projects may use; administrators set it, members see it. */
@ApplicationScoped
class QuotaService {

    private static final int MAX_LIMITS = 64;
    private static final String PROJECT = """
            select p.gpu_hours_per_month, p.quota_version,
                   (select coalesce(sum(extract(epoch from coalesce(g.given_up_at, now()) - greatest(g.held_at, date_trunc('month', now())))), 0)
                           ::float8 / 3600
                      from allocation_gpu g
                     where g.project_id = p.id and (g.given_up_at is null or g.given_up_at > date_trunc('month', now()))) as used_hours
              from project p where p.id = $1""";
    private static final String LIMITS = """
            select q.gpu_model, q.max_gpus,
                   (select count(*)::int from allocation_gpu g
                     where g.project_id = q.project_id and g.given_up_at is null and (q.gpu_model = '*' or g.model = q.gpu_model)) as used
              from quota_limit q where q.project_id = $1 order by q.gpu_model""";
    private static final String SET_HOURS =
            "update project set gpu_hours_per_month = $2, quota_version = quota_version + 1"
                    + " where id = $1 and ($3::bigint is null or quota_version = $3) returning 1";
    private static final String CLEAR = "delete from quota_limit where project_id = $1";
    private static final String ADD =
            "insert into quota_limit (project_id, gpu_model, max_gpus) select $1, * from unnest($2::text[], $3::int[])";

    private final Pool pool;
    private final ProjectDirectory projects;

    QuotaService(Pool pool, ProjectDirectory projects) {
        this.pool = pool;
        this.projects = projects;
    }

    Uni<Quota> get(Caller caller, String ref) {
        return projects.find(caller, ref).chain(project -> read(project.id()));
    }

    /** Replaces all limits of the project; what is held already stays held. */
    Uni<Quota> set(Caller caller, String ref, @Nullable Long expectedVersion, List<Quota.Limit> limits, long gpuHours) {
        caller.require(Role.ADMIN);
        check(limits, gpuHours);
        return projects.find(caller, ref)
                .chain(project -> pool.withTransaction(tx -> write(tx, project.id(), expectedVersion, limits, gpuHours))
                        .chain(() -> read(project.id())));
    }

    private static void check(List<Quota.Limit> limits, long gpuHours) {
        if (gpuHours < 0) {
            throw Failures.invalid("gpu_hours_per_month", "must not be negative");
        }
        if (limits.size() > MAX_LIMITS) {
            throw Failures.invalid("limits", "must be at most " + MAX_LIMITS);
        }
        var models = new HashSet<String>();
        for (var limit : limits) {
            if (limit.gpuModel().isBlank() || !models.add(limit.gpuModel())) {
                throw Failures.invalid("limits", "each needs a GPU model, or '*', of its own");
            }
            if (limit.maxGpus() < 0) {
                throw Failures.invalid("limits", "max_gpus must not be negative");
            }
        }
    }

    private static Uni<Void> write(
            SqlConnection tx, UUID project, @Nullable Long expected, List<Quota.Limit> limits, long gpuHours) {
        var added = Tuple.tuple()
                .addUUID(project)
                .addArrayOfString(limits.stream().map(Quota.Limit::gpuModel).toArray(String[]::new))
                .addArrayOfInteger(limits.stream().map(Quota.Limit::maxGpus).toArray(Integer[]::new));
        return tx.preparedQuery(SET_HOURS)
                .execute(Tuple.tuple().addUUID(project).addLong(gpuHours).addLong(expected))
                .invoke(rows -> {
                    if (rows.size() == 0) {
                        throw Failures.versionConflict("quota", expected == null ? 0 : expected, -1);
                    }
                })
                .chain(() -> tx.preparedQuery(CLEAR).execute(Tuple.of(project)))
                .chain(() -> tx.preparedQuery(ADD).execute(added))
                .replaceWithVoid();
    }

    private Uni<Quota> read(UUID project) {
        var id = Tuple.of(project);
        return pool.preparedQuery(PROJECT)
                .execute(id)
                .chain(rows -> pool.preparedQuery(LIMITS)
                        .execute(id)
                        .map(limits -> quota(project, rows.iterator().next(), limits)));
    }

    private static Quota quota(UUID project, Row row, RowSet<Row> limitRows) {
        var limits = new ArrayList<Quota.Limit>();
        limitRows.forEach(limit -> limits.add(
                new Quota.Limit(limit.getString("gpu_model"), limit.getInteger("max_gpus"), limit.getInteger("used"))));
        return new Quota(
                project,
                limits,
                row.getLong("gpu_hours_per_month"),
                row.getDouble("used_hours"),
                row.getLong("quota_version"));
    }
}
