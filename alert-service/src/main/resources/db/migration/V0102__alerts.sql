create table alert (
    id              uuid primary key,
    -- What makes two findings the same alert.
    fingerprint     text not null,
    name            text not null,
    state           text not null check (state in ('pending', 'firing', 'acknowledged', 'suppressed', 'resolved')),
    severity        text not null check (severity in ('info', 'warning', 'critical')),
    summary         text not null,
    server_id       text,
    gpu_id          text,
    allocation_id   text,
    project_id      text,
    rule_id         uuid,
    labels          text not null default '{}',
    value           double precision,
    threshold       double precision,
    incident_id     uuid,
    acknowledged_by text,
    occurrences     int not null default 1,
    started_at      timestamptz not null,
    fired_at        timestamptz,
    resolved_at     timestamptz,
    escalated_at    timestamptz,
    -- Findings that nothing ever takes back end by themselves at this time.
    expires_at      timestamptz,
    -- AlertRaised went out, so AlertResolved must follow.
    told            boolean not null default false,
    source          text not null,
    version         bigint not null default 1,
    changed_at      timestamptz not null default clock_timestamp()
);
create unique index alert_open on alert (fingerprint) where state <> 'resolved';
create index alert_state on alert (state, severity);
create index alert_server on alert (server_id) where server_id is not null;
create index alert_gpu on alert (gpu_id) where gpu_id is not null;
create index alert_incident on alert (incident_id) where incident_id is not null;
create index alert_changed on alert (changed_at);

create table alert_comment (
    place    bigint generated always as identity primary key,
    alert_id uuid not null references alert (id) on delete cascade,
    author   text not null,
    text     text not null,
    at       timestamptz not null default now()
);
create index alert_comment_alert on alert_comment (alert_id);

create table alert_history (
    place      bigint generated always as identity primary key,
    alert_id   uuid not null references alert (id) on delete cascade,
    from_state text,
    to_state   text not null,
    cause      text not null,
    actor      text not null,
    at         timestamptz not null default clock_timestamp()
);
create index alert_history_alert on alert_history (alert_id);

create table silence (
    id         uuid primary key,
    matchers   text not null,
    starts_at  timestamptz not null,
    ends_at    timestamptz not null,
    created_by text not null,
    comment    text not null,
    created_at timestamptz not null default now()
);
create index silence_ends on silence (ends_at);

create table incident (
    id                  uuid primary key,
    state               text not null check (state in ('firing', 'acknowledged', 'resolved', 'merged')),
    severity            text not null,
    title               text not null,
    template            text,
    root_cause_alert_id uuid,
    root_cause          text not null,
    recommended_action  text not null,
    score               double precision not null,
    evidence            text not null,
    server_id           text,
    started_at          timestamptz not null,
    updated_at          timestamptz not null default clock_timestamp(),
    resolved_at         timestamptz,
    merged_into         uuid
);
create index incident_state on incident (state);
create table incident_history (
    place       bigint generated always as identity primary key,
    incident_id uuid not null references incident (id) on delete cascade,
    from_state  text,
    to_state    text not null,
    cause       text not null,
    at          timestamptz not null default clock_timestamp()
);
