-- Names of BMC users with their sealed passwords.
create table credential (
    id         uuid primary key,
    name       text not null unique,
    username   text not null,
    key_id     text not null,
    secret     bytea not null,
    updated_at timestamptz not null
);

-- A server as this service knows it: its BMC, how to log in, what was seen last.
create table server (
    server_id         uuid primary key,
    address           text not null unique,
    protocols         text[] not null,
    username          text not null,
    key_id            text not null,
    secret            bytea not null,
    manufacturer      text,
    serial            text,
    system_uuid       text,
    host_address      text,
    dcgm_exporter_url text,
    node_exporter_url text,
    exporters_set     boolean not null default false,
    power_state       text,
    health            text,
    reachable         boolean not null default true,
    reachable_cause   text,
    reachable_at      timestamptz not null default now(),
    poll_owner        text,
    poll_until        timestamptz not null default '-infinity',
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now()
);
create unique index server_system_uuid on server (system_uuid) where system_uuid is not null;
create index server_serial on server (serial) where serial is not null;
create index server_poll on server (poll_until);

-- Whoever begins or goes on with an operation gets the next number; only the latest one may write.
create sequence fencing_token;

create table operation (
    id               uuid primary key,
    kind             text not null,
    state            text not null check (state in ('queued', 'running', 'succeeded', 'failed', 'cancelled')),
    server_id        uuid,
    gpu_id           text,
    progress         integer not null default 0,
    parameters       jsonb not null default '{}',
    result           jsonb,
    checkpoint       jsonb not null default '{}',
    attempts         jsonb not null default '[]',
    error_code       text,
    error            text,
    key_id           text,
    secret           bytea,
    requested_by     text not null,
    idempotency_key  text unique,
    runs             integer not null default 0,
    not_before       timestamptz not null default now(),
    lease_owner      text,
    lease_token      bigint,
    lease_until      timestamptz,
    cancel_requested boolean not null default false,
    created_at       timestamptz not null default now(),
    started_at       timestamptz,
    finished_at      timestamptz,
    deadline         timestamptz not null,
    version          bigint not null default 1
);
-- The guard behind the lease: two operations never run on one server at once.
create unique index operation_one_running on operation (server_id) where state = 'running' and server_id is not null;
create index operation_open on operation (server_id, created_at, id) where state in ('queued', 'running');
create index operation_claim on operation (created_at) where state in ('queued', 'running');
create index operation_server on operation (server_id, created_at);

create table discovery (
    id           uuid primary key,
    operation_id uuid not null unique references operation (id),
    protocols    text[] not null,
    dcgm_port    integer not null,
    node_port    integer not null,
    created_at   timestamptz not null default now()
);
create table discovery_target (
    discovery_id uuid not null references discovery (id) on delete cascade,
    place        integer not null,
    address      text not null,
    state        text not null default 'waiting',
    server_id    uuid,
    protocol     text,
    error        text,
    findings     text[] not null default '{}',
    primary key (discovery_id, place)
);
create index discovery_target_open on discovery_target (discovery_id, place) where state = 'waiting';

-- Failed logins per BMC, so that trying credentials locks no account, also over restarts.
create table login_failure (
    address  text primary key,
    failures integer not null,
    last_at  timestamptz not null
);

-- Last value of an exporter's sticky Xid gauge, and when an Xid was reported last.
create table xid_gauge (
    server_id uuid not null,
    gpu       text not null,
    code      integer not null,
    primary key (server_id, gpu)
);
create table xid_report (
    server_id   uuid not null,
    gpu         text not null,
    code        integer not null,
    reported_at timestamptz not null,
    primary key (server_id, gpu, code)
);
