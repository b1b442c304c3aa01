-- What inventory told, and what was handed out since. `changed` is the transaction that wrote the row last: a reader that remembers the oldest
-- transaction still running at its last look reads exactly what it has not seen, in whatever order transactions commit.
create table server (
    id            text primary key,
    name          text not null,
    rack          text,
    state         text,
    health        text,
    maintenance   boolean not null default false,
    cause         text,
    sequence      bigint not null default 0,
    -- The allocation that installs it; it has the server alone until then.
    deploying_for uuid,
    -- Given back to be cleaned; nothing on it is handed out until inventory offers it again.
    closed_at     timestamptz,
    changed       xid8 not null default pg_current_xact_id()
);
create index server_changed on server (changed);
create index server_name on server (name);

create table gpu (
    id               text primary key,
    name             text not null,
    server_id        text not null,
    index            int not null,
    model            text,
    serial           text,
    memory_bytes     bigint,
    rack             text,
    nvlink_domain    text,
    state            text not null,
    health           text,
    maintenance      boolean not null default false,
    cause            text,
    -- Inventory's last word.
    told_allocatable boolean not null,
    sequence         bigint not null,
    held_by          uuid,
    -- False from the moment it is held until inventory has said once that it is not on offer: an older offer never counts for a later hold.
    confirmed        boolean not null default true,
    given_back_at    timestamptz,
    changed          xid8 not null default pg_current_xact_id()
);
create index gpu_changed on gpu (changed);
create index gpu_server on gpu (server_id);
create index gpu_name on gpu (name);
create index gpu_held_by on gpu (held_by) where held_by is not null;

-- An event about a GPU. False when a newer one was here before.
create function gpu_told(p_id text, p_name text, p_server_id text, p_server_name text, p_index int, p_model text, p_serial text, p_memory_bytes bigint,
                         p_rack text, p_nvlink_domain text, p_state text, p_health text, p_maintenance boolean, p_cause text,
                         p_allocatable boolean, p_sequence bigint)
    returns boolean language plpgsql as
$$
begin
    insert into server (id, name, rack) values (p_server_id, p_server_name, p_rack) on conflict (id) do nothing;
    insert into gpu as g (id, name, server_id, index, model, serial, memory_bytes, rack, nvlink_domain, state, health, maintenance, cause,
                          told_allocatable, sequence)
    values (p_id, p_name, p_server_id, p_index, p_model, p_serial, p_memory_bytes, p_rack, p_nvlink_domain, p_state, p_health, p_maintenance, p_cause,
            p_allocatable, p_sequence)
    on conflict (id) do update
        set name = excluded.name, server_id = excluded.server_id, index = excluded.index, model = excluded.model, serial = excluded.serial,
            memory_bytes = excluded.memory_bytes, rack = excluded.rack, nvlink_domain = excluded.nvlink_domain, state = excluded.state,
            health = excluded.health, maintenance = excluded.maintenance, cause = excluded.cause,
            told_allocatable = excluded.told_allocatable, sequence = excluded.sequence,
            confirmed = g.confirmed or not excluded.told_allocatable, changed = pg_current_xact_id()
        where g.sequence < excluded.sequence;
    return found;
end
$$;

-- An event about a server. False when a newer one was here before.
create function server_told(p_id text, p_name text, p_rack text, p_state text, p_health text, p_maintenance boolean, p_cause text, p_sequence bigint)
    returns boolean language plpgsql as
$$
begin
    insert into server as s (id, name, rack, state, health, maintenance, cause, sequence)
    values (p_id, p_name, p_rack, p_state, p_health, p_maintenance, p_cause, p_sequence)
    on conflict (id) do update
        set name = excluded.name, rack = excluded.rack, state = excluded.state, health = excluded.health, maintenance = excluded.maintenance,
            cause = excluded.cause, sequence = excluded.sequence,
            closed_at = case when excluded.state = 'available' then null else s.closed_at end, changed = pg_current_xact_id()
        where s.sequence < excluded.sequence;
    return found;
end
$$;

-- What was written since a mark. The planner cannot know how little that is and would read the whole table: these functions make it use the index.
create function servers_changed(mark xid8) returns setof server language sql stable set enable_seqscan = off as
$$
    select * from server where changed >= mark
$$;

create function gpus_changed(mark xid8) returns setof gpu language sql stable set enable_seqscan = off as
$$
    select * from gpu where changed >= mark
$$;
