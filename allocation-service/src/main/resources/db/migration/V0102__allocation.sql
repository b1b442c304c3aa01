create table allocation (
    id            uuid primary key,
    name          text not null default '',
    project_id    uuid not null references project,
    user_id       uuid not null references app_user,
    purpose       text not null default '',
    state         text not null,
    gpu_count     int not null,
    -- 1 reserved, 2 on demand, 3 preemptible.
    priority      smallint not null,
    labels        jsonb not null default '{}',
    template      text,
    ssh_keys      text[] not null default '{}',
    user_data     text,
    request       jsonb not null,
    decision      jsonb not null,
    start_at      timestamptz,
    end_at        timestamptz,
    lease_seconds bigint,
    workflow_ids  text[] not null default '{}',
    reason        text,
    created_at    timestamptz not null default now(),
    updated_at    timestamptz not null default now(),
    state_since   timestamptz not null default now(),
    -- A state that may not last: what happens then is the sweep's business.
    deadline_at   timestamptz,
    released_at   timestamptz,
    version       bigint not null default 1
);
create index allocation_project on allocation (project_id, id);
create index allocation_user on allocation (user_id, id);
create index allocation_queue on allocation (priority, created_at) where state = 'queued';
create index allocation_end on allocation (end_at) where end_at is not null and released_at is null;
create index allocation_deadline on allocation (deadline_at) where deadline_at is not null;
create index allocation_degraded on allocation (id) where state = 'degraded';

create table allocation_gpu (
    allocation_id uuid not null references allocation,
    gpu_id        text not null,
    gpu_name      text not null,
    server_id     text not null,
    server_name   text not null,
    model         text,
    project_id    uuid not null,
    state         text not null default 'held',
    held_at       timestamptz not null default now(),
    given_up_at   timestamptz,
    primary key (allocation_id, gpu_id, held_at)
);
-- The law of the house: a GPU is in at most one live allocation.
create unique index allocation_gpu_once on allocation_gpu (gpu_id) where given_up_at is null;
create index allocation_gpu_server on allocation_gpu (server_id) where given_up_at is null;
create index allocation_gpu_project on allocation_gpu (project_id) where given_up_at is null;
create index allocation_gpu_ended on allocation_gpu (project_id, given_up_at) where given_up_at is not null;
create index allocation_gpu_by_gpu on allocation_gpu (gpu_id);

create table allocation_server (
    allocation_id uuid not null references allocation,
    server_id     text not null,
    server_name   text not null,
    deploy        boolean not null,
    ready_at      timestamptz,
    primary key (allocation_id, server_id)
);
create index allocation_server_server on allocation_server (server_id);

create table allocation_history (
    position      bigint generated always as identity primary key,
    allocation_id uuid not null references allocation,
    at            timestamptz not null default clock_timestamp(),
    from_state    text not null,
    to_state      text not null,
    cause         text not null,
    actor         text not null,
    held_ms       bigint not null
);
create index allocation_history_allocation on allocation_history (allocation_id, position);

-- Holds GPUs for an allocation; PB001 when one of them is not free (any more). `holds` is [{"a": allocation, "g": gpu}].
-- A batch is small beside the tables, which the planner cannot know of a JSON parameter: it is made to use the keys.
create function hold(holds jsonb, deploys jsonb) returns void language plpgsql set enable_seqscan = off as
$$
declare
    done int;
begin
    -- Whoever gives a server back takes this lock too: a server that is being closed takes nobody in.
    perform 1 from server
     where id in (select distinct g.server_id from gpu g join jsonb_to_recordset(holds) as h (a uuid, g text) on g.id = h.g)
     order by id for share;
    if jsonb_array_length(deploys) > 0 then
        update server s set deploying_for = d.a, changed = pg_current_xact_id()
          from jsonb_to_recordset(deploys) as d (a uuid, s text)
         where s.id = d.s and s.deploying_for is null and s.state = 'available';
        get diagnostics done = row_count;
        if done <> jsonb_array_length(deploys) then
            raise exception 'a server is being installed for somebody else' using errcode = 'PB001';
        end if;
    end if;
    update gpu g set held_by = h.a, confirmed = false, given_back_at = null, changed = pg_current_xact_id()
      from jsonb_to_recordset(holds) as h (a uuid, g text)
     where g.id = h.g and g.held_by is null and g.told_allocatable and g.confirmed
       -- A scalar subquery: an EXISTS would be joined from the side of all servers.
       and (select s.closed_at is null and not s.maintenance
                   and (s.state = 'active' or (s.state = 'available' and s.deploying_for = h.a))
              from server s where s.id = g.server_id);
    get diagnostics done = row_count;
    if done <> jsonb_array_length(holds) then
        raise exception 'a GPU is not free any more' using errcode = 'PB001';
    end if;
    insert into allocation_gpu (allocation_id, gpu_id, gpu_name, server_id, server_name, model, project_id)
    select h.a, g.id, g.name, s.id, s.name, g.model, a.project_id
      from jsonb_to_recordset(holds) as h (a uuid, g text)
      join gpu g on g.id = h.g join server s on s.id = g.server_id join allocation a on a.id = h.a;
    insert into allocation_server (allocation_id, server_id, server_name, deploy, ready_at)
    select distinct h.a, s.id, s.name, d.a is not null, case when d.a is null then now() end
      from jsonb_to_recordset(holds) as h (a uuid, g text)
      join gpu g on g.id = h.g join server s on s.id = g.server_id
      left join jsonb_to_recordset(deploys) as d (a uuid, s text) on d.a = h.a and d.s = s.id
    on conflict do nothing;
end
$$;

-- A batch of decided requests in one statement: allocations, what they hold, their history and their events; all of it or, with PB001 (the
-- picture that was planned on is stale) or PB002 (a quota is exceeded), nothing.
create function claim(claims jsonb, holds jsonb, deploys jsonb, history jsonb, quota_projects uuid[],
                      event_ids uuid[], event_types text[], event_objects text[], event_traceparent text, event_datas text[])
    returns void language plpgsql as
$$
declare
    done int;
begin
    if cardinality(quota_projects) > 0 then
        perform 1 from project where id = any (quota_projects) order by id for no key update;
    end if;
    insert into allocation (id, name, project_id, user_id, purpose, state, gpu_count, priority, labels, template, ssh_keys, user_data, request,
                            decision, start_at, end_at, lease_seconds, deadline_at)
    select c.id, c.name, c.project_id, c.user_id, c.purpose, c.state, c.gpu_count, c.priority, c.labels, c.template, c.ssh_keys, c.user_data,
           c.request, c.decision, c.start_at, c.end_at, c.lease_seconds, c.deadline_at
      from jsonb_to_recordset(claims) as c (id uuid, name text, project_id uuid, user_id uuid, purpose text, state text, gpu_count int,
           priority smallint, labels jsonb, template text, ssh_keys text[], user_data text, request jsonb, decision jsonb, start_at timestamptz,
           end_at timestamptz, lease_seconds bigint, deadline_at timestamptz, retried boolean)
     where not c.retried;
    update allocation a
       set state = c.state, gpu_count = c.gpu_count, decision = c.decision, end_at = c.end_at, deadline_at = c.deadline_at,
           updated_at = now(), state_since = now(), version = version + 1
      from jsonb_to_recordset(claims) as c (id uuid, state text, gpu_count int, decision jsonb, end_at timestamptz, deadline_at timestamptz,
           retried boolean)
     where c.retried and a.id = c.id and a.state = 'queued';
    get diagnostics done = row_count;
    if done <> (select count(*) from jsonb_to_recordset(claims) as c (retried boolean) where c.retried) then
        raise exception 'a queued request is not queued any more' using errcode = 'PB001';
    end if;
    if jsonb_array_length(holds) > 0 then
        perform hold(holds, deploys);
    end if;
    if exists (select 1 from quota_limit q
                where q.project_id = any (quota_projects)
                  and q.max_gpus < (select count(*) from allocation_gpu g
                                     where g.project_id = q.project_id and g.given_up_at is null
                                       and (q.gpu_model = '*' or g.model = q.gpu_model))) then
        raise exception 'a quota is exceeded' using errcode = 'PB002';
    end if;
    insert into allocation_history (allocation_id, from_state, to_state, cause, actor, held_ms)
    select h.a, h.f, h.t, h.c, h.w, h.ms
      from rows from (jsonb_to_recordset(history) as (a uuid, f text, t text, c text, w text, ms bigint)) with ordinality as h (a, f, t, c, w, ms, n)
     order by h.n;
    perform outbox_add(event_ids, event_types, event_objects, event_traceparent, event_datas);
end
$$;

-- Moves an allocation along a path of states; PB001 when it is not where the path begins.
create function move(p_id uuid, p_from text, p_path text[], p_cause text, p_actor text, p_reason text, p_deadline timestamptz, p_ended boolean)
    returns void language plpgsql as
$$
declare
    since timestamptz;
begin
    select state_since into since from allocation where id = p_id and state = p_from for update;
    if not found then
        raise exception 'allocation is not % any more', p_from using errcode = 'PB001';
    end if;
    update allocation
       set state = p_path[cardinality(p_path)], version = version + 1, updated_at = now(), state_since = now(), deadline_at = p_deadline,
           reason = coalesce(p_reason, reason), released_at = case when p_ended then now() end
     where id = p_id;
    insert into allocation_history (allocation_id, from_state, to_state, cause, actor, held_ms)
    select p_id, case when n = 1 then p_from else p_path[n - 1] end, state, p_cause, p_actor,
           case when n = 1 then greatest(0, extract(epoch from now() - since) * 1000)::bigint else 0 end
      from unnest(p_path) with ordinality as path (state, n)
     order by n;
end
$$;

-- Gives everything back that an allocation holds; answers the servers it touched, and whether each is now held by nobody and must be cleaned.
create function give_back(p_id uuid) returns table (server_id text, server_name text, clean boolean) language plpgsql as
$$
begin
    perform 1 from server s where s.id in (select t.server_id from allocation_server t where t.allocation_id = p_id) order by s.id for update;
    update allocation_gpu g set given_up_at = now(), state = 'released' where g.allocation_id = p_id and g.given_up_at is null;
    update gpu g set held_by = null, given_back_at = now(), changed = pg_current_xact_id() where g.held_by = p_id;
    return query
        with closed as (
            update server s set closed_at = now(), deploying_for = null, changed = pg_current_xact_id()
             where s.id in (select t.server_id from allocation_server t where t.allocation_id = p_id)
               and not exists (select 1 from allocation_gpu g where g.server_id = s.id and g.given_up_at is null)
            returning s.id
        )
        select t.server_id, t.server_name, c.id is not null
          from allocation_server t left join closed c on c.id = t.server_id
         where t.allocation_id = p_id
         order by t.server_name;
end
$$;

-- A spare takes the place of a failed GPU; PB001 when the spare is not free (any more).
create function swap(p_id uuid, p_failed text, p_spare text) returns void language plpgsql as
$$
begin
    update allocation_gpu set given_up_at = now(), state = 'replaced'
     where allocation_id = p_id and gpu_id = p_failed and given_up_at is null;
    if not found then
        raise exception 'the failed GPU is not held' using errcode = 'PB001';
    end if;
    update gpu set held_by = null, given_back_at = now(), changed = pg_current_xact_id() where id = p_failed;
    perform hold(jsonb_build_array(jsonb_build_object('a', p_id, 'g', p_spare)), '[]');
end
$$;
