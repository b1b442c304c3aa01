create table project (
    id                  uuid primary key,
    name                text not null unique,
    description         text not null default '',
    weight              int not null default 1 check (weight >= 1),
    gpu_hours_per_month bigint not null default 0 check (gpu_hours_per_month >= 0),
    quota_version       bigint not null default 0,
    version             bigint not null default 0,
    created_at          timestamptz not null default now(),
    updated_at          timestamptz not null default now()
);

create table app_user (
    id              uuid primary key,
    name            text not null unique,
    display_name    text not null default '',
    email           text not null default '',
    password_hash   text not null,
    role            text not null check (role in ('admin', 'operator', 'engineer', 'viewer')),
    disabled        boolean not null default false,
    failed_sign_ins int not null default 0,
    locked_until    timestamptz,
    version         bigint not null default 0,
    created_at      timestamptz not null default now(),
    updated_at      timestamptz not null default now()
);

create table project_member (
    user_id    uuid not null references app_user on delete cascade,
    project_id uuid not null references project on delete cascade,
    since      timestamptz not null default clock_timestamp(),
    primary key (user_id, project_id)
);
create index project_member_project on project_member (project_id);

create table quota_limit (
    project_id uuid not null references project on delete cascade,
    gpu_model  text not null,
    max_gpus   int not null check (max_gpus >= 0),
    primary key (project_id, gpu_model)
);

-- Only the hash of the secret is kept.
create table api_token (
    id           uuid primary key,
    name         text not null,
    user_id      uuid not null references app_user on delete cascade,
    secret_hash  bytea not null unique,
    scopes       text not null default '',
    expires_at   timestamptz not null,
    created_at   timestamptz not null default now(),
    last_used_at timestamptz
);
create index api_token_user on api_token (user_id);
