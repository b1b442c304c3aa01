-- Whoever begins a turn on a workflow gets the next number; only the latest one may write.
create sequence fencing_token;

create table workflow (
    id               uuid primary key,
    kind             text not null check (kind in ('deploy', 'cleanup', 'inspect', 'validate', 'stop', 'start')),
    state            text not null check (state in ('pending', 'waiting', 'preparing', 'running', 'post', 'success',
                                                    'failed', 'timeout', 'paused', 'cancelling', 'cancelled')),
    intent           text not null default 'run' check (intent in ('run', 'pause', 'cancel', 'retry')),
    server_id        text not null,
    allocation_id    text,
    project_id       text,
    template         text,
    template_version integer,
    parameters       jsonb not null default '{}',
    ssh_keys         text[] not null default '{}',
    user_data        text,
    requested_by     text not null,
    idempotency_key  text unique,
    facts            jsonb not null default '{}',
    holds_server     boolean not null default false,
    -- Its allocation gives everything back: no retry may begin again.
    closed           boolean not null default false,
    paused_from      text,
    paused_at        timestamptz,
    error            text,
    wake_at          timestamptz not null default now(),
    wakes            bigint not null default 0,
    lease_owner      text,
    lease_token      bigint,
    lease_until      timestamptz,
    queued_at        timestamptz not null,
    started_at       timestamptz,
    finished_at      timestamptz,
    created_at       timestamptz not null,
    updated_at       timestamptz not null,
    version          bigint not null default 1
);
-- The guard behind the queue: two workflows never work on one server at once.
create unique index workflow_one_per_server on workflow (server_id) where holds_server;
create index workflow_due on workflow (wake_at) where state not in ('success', 'failed', 'timeout', 'cancelled') or intent = 'retry';
create index workflow_queue on workflow (server_id, queued_at) where state in ('pending', 'waiting');
create index workflow_server on workflow (server_id, created_at);
create index workflow_allocation on workflow (allocation_id) where allocation_id is not null;
create index workflow_project on workflow (project_id) where project_id is not null;

create table workflow_step (
    workflow_id uuid not null references workflow (id) on delete cascade,
    position    integer not null,
    name        text not null,
    phase       text not null,
    state       text not null check (state in ('pending', 'running', 'success', 'failed', 'timeout', 'skipped', 'cancelled')),
    attempt     integer not null default 0,
    tries       integer not null default 0,
    away        integer not null default 0,
    message     text,
    waiting_for text,
    not_before  timestamptz,
    started_at  timestamptz,
    finished_at timestamptz,
    deadline    timestamptz,
    primary key (workflow_id, position)
);

create table workflow_history (
    position    bigint generated always as identity primary key,
    workflow_id uuid not null references workflow (id) on delete cascade,
    step        text,
    from_state  text not null,
    to_state    text not null,
    trigger     text not null,
    cause       text,
    at          timestamptz not null
);
create index workflow_history_workflow on workflow_history (workflow_id, position);

-- Allocations that gave everything back, so that a late reservation starts nothing.
create table closed_allocation (
    allocation_id text primary key,
    closed_at     timestamptz not null default now()
);

create table template (
    id          uuid primary key,
    name        text not null,
    version     integer not null,
    os          text not null,
    description text not null,
    body        text not null,
    built_in    boolean not null,
    created_by  text not null,
    created_at  timestamptz not null,
    unique (name, version)
);
