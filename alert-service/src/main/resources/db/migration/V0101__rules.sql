create table rule (
    id                   uuid primary key,
    name                 text not null unique,
    kind                 text not null check (kind in ('threshold', 'event')),
    metric               text not null,
    comparison           text not null check (comparison in ('gt', 'ge', 'lt', 'le', 'eq')),
    threshold            double precision not null,
    -- A firing alert ends only when the value is back behind this bound (hysteresis) for clear_seconds.
    clear_threshold      double precision not null,
    clear_seconds        int not null default 0,
    for_seconds          int not null check (for_seconds between 0 and 86400),
    severity             text not null check (severity in ('info', 'warning', 'critical')),
    summary              text not null,
    scope                text not null check (scope in ('gpu', 'server', 'platform')),
    enabled              boolean not null default true,
    built_in             boolean not null default false,
    labels               text not null default '{}',
    version              bigint not null default 1,
    created_at           timestamptz not null default now(),
    updated_at           timestamptz not null default now()
);

-- What is pending or firing, and since when; no row means neither.
create table evaluation (
    rule_id        uuid not null,
    object_key     text not null,
    server_id      text not null,
    fingerprint    text not null,
    phase          text not null check (phase in ('pending', 'firing')),
    since          timestamptz not null,
    last_sample_at timestamptz not null,
    clear_since    timestamptz,
    primary key (rule_id, object_key)
);
create index evaluation_server on evaluation (server_id);
create index evaluation_last_sample on evaluation (last_sample_at);

-- Last counters and which GPUs each source told of, so that increases and disappearances are seen.
create table server_memory (
    server_id text primary key,
    counters  text not null default '{}',
    seen      text not null default '{}'
);

-- An operator's word on an Xid goes before the catalogue's.
create table xid_override (
    code     int primary key,
    name     text,
    severity text check (severity in ('info', 'warning', 'critical')),
    action   text,
    note     text
);
