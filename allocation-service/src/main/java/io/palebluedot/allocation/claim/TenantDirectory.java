package io.palebluedot.allocation.claim;

import io.palebluedot.allocation.claim.Tenant.ProjectRef;
import io.palebluedot.events.Ids;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Looks up the users and projects of a whole batch in one statement. */
@ApplicationScoped
class TenantDirectory {

    private static final String RESOLVE = """
            select k.n::int as n, u.id as user_id, u.name as user_name, u.role, u.disabled, p.id as project_id, p.name as project_name,
                   p.gpu_hours_per_month > 0 or exists (select 1 from quota_limit q where q.project_id = p.id) as limited,
                   exists (select 1 from project_member m where m.user_id = u.id and m.project_id = p.id) as member
              from unnest($1::text[], $2::uuid[], $3::text[], $4::uuid[]) with ordinality as k (user_name, user_id, project_name, project_id, n)
              left join app_user u on u.id = coalesce(k.user_id, (select x.id from app_user x where x.name = k.user_name))
              left join project p on p.id = case
                   when k.project_id is not null then k.project_id
                   when k.project_name <> '' then (select x.id from project x where x.name = k.project_name)
                   else (select m.project_id from project_member m where m.user_id = u.id order by m.since, m.project_id limit 1) end
            """;
    private static final String LIMITS =
            "select project_id, gpu_model, max_gpus from quota_limit where project_id = any($1)";
    private static final String USED = """
            select p.id as project_id, p.gpu_hours_per_month,
                   (select coalesce(json_object_agg(model, n), '{}') from (
                        select coalesce(g.model, '') as model, count(*) as n from allocation_gpu g
                         where g.project_id = p.id and g.given_up_at is null group by 1) live) as live,
                   (select coalesce(sum(extract(epoch from coalesce(g.given_up_at, now()) - greatest(g.held_at, date_trunc('month', now())))), 0)
                           ::float8 / 3600
                      from allocation_gpu g
                     where g.project_id = p.id and (g.given_up_at is null or g.given_up_at > date_trunc('month', now()))) as gpu_hours
              from project p where p.id = any($1)
            """;

    private final Pool pool;

    TenantDirectory(Pool pool) {
        this.pool = pool;
    }

    /** Only users that exist are in the answer. */
    Uni<Map<Tenant.Key, Tenant>> resolve(Collection<Tenant.Key> keys) {
        var asked = List.copyOf(keys);
        return pool.preparedQuery(RESOLVE).execute(parameters(asked)).map(rows -> {
            var found = new HashMap<Tenant.Key, Tenant>();
            for (Row row : rows) {
                if (row.getUUID("user_id") != null) {
                    found.put(asked.get(row.getInteger("n") - 1), tenant(row));
                }
            }
            return found;
        });
    }

    /** The quotas of those tenants' projects that have any. */
    Uni<QuotaBook> quotas(Collection<Tenant> tenants) {
        var ids = tenants.stream()
                .map(Tenant::project)
                .filter(p -> p != null && p.limited())
                .map(p -> p == null ? null : p.id())
                .distinct()
                .toArray(UUID[]::new);
        var book = new QuotaBook();
        if (ids.length == 0) {
            return Uni.createFrom().item(book);
        }
        var projects = Tuple.tuple().addArrayOfUUID(ids);
        return pool.preparedQuery(USED)
                .execute(projects)
                .invoke(rows -> rows.forEach(row -> book.open(
                        row.getUUID("project_id"),
                        row.getLong("gpu_hours_per_month"),
                        row.getDouble("gpu_hours"),
                        row.getJsonObject("live"))))
                .chain(() -> pool.preparedQuery(LIMITS).execute(projects))
                .invoke(rows -> rows.forEach(row ->
                        book.limit(row.getUUID("project_id"), row.getString("gpu_model"), row.getInteger("max_gpus"))))
                .replaceWith(book);
    }

    private static Tuple parameters(List<Tenant.Key> keys) {
        return Tuple.tuple()
                .addArrayOfString(keys.stream().map(Tenant.Key::user).toArray(String[]::new))
                .addArrayOfUUID(keys.stream().map(k -> id(k.user())).toArray(UUID[]::new))
                .addArrayOfString(keys.stream().map(Tenant.Key::project).toArray(String[]::new))
                .addArrayOfUUID(keys.stream().map(k -> id(k.project())).toArray(UUID[]::new));
    }

    private static @Nullable UUID id(String ref) {
        return Ids.isId(ref) ? UUID.fromString(ref) : null;
    }

    private static Tenant tenant(Row row) {
        var projectId = row.getUUID("project_id");
        var project = projectId == null
                ? null
                : new ProjectRef(projectId, row.getString("project_name"), row.getBoolean("limited"));
        return new Tenant(
                row.getUUID("user_id"),
                row.getString("user_name"),
                row.getString("role"),
                row.getBoolean("disabled"),
                project,
                row.getBoolean("member"));
    }
}
