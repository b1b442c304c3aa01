-- Head of an object's configuration: which version is wanted, which is on the hardware, and what was read back last.
create table config (
    object_id       uuid primary key,
    kind            text not null check (kind in ('server', 'gpu')),
    last_version    int not null check (last_version >= 1),
    applied_version int check (applied_version <= last_version),
    observed        jsonb,
    observed_at     timestamptz
);

create table config_version (
    object_id       uuid not null references config (object_id) deferrable initially deferred,
    version         int not null check (version >= 1),
    -- version 2 needs version 1: no gaps
    predecessor     int generated always as (nullif(version - 1, 0)) stored,
    -- idempotency key of its application to the hardware
    id              uuid not null unique,
    content         jsonb not null check (jsonb_typeof(content) = 'object'),
    diff            jsonb not null,
    author          text not null,
    reason          text not null default '',
    created_at      timestamptz not null default now(),
    apply_state     text not null check (apply_state in ('pending', 'applying', 'applied', 'failed', 'superseded')),
    apply_error     text,
    operation_id    text,
    applied_at      timestamptz,
    attempts        int not null default 0,
    next_attempt_at timestamptz,
    primary key (object_id, version),
    foreign key (object_id, predecessor) references config_version (object_id, version)
);
create index config_version_open on config_version (next_attempt_at) where apply_state in ('pending', 'applying');
create index config_version_operation on config_version (operation_id) where operation_id is not null;

create function config_version_immutable() returns trigger language plpgsql as
$$
begin
    if (old.object_id, old.version, old.id, old.content, old.diff, old.author, old.reason, old.created_at)
        is distinct from (new.object_id, new.version, new.id, new.content, new.diff, new.author, new.reason, new.created_at) then
        raise exception 'configuration versions are immutable' using errcode = 'integrity_constraint_violation';
    end if;
    return new;
end
$$;
create trigger config_version_immutable before update on config_version
    for each row execute function config_version_immutable();
