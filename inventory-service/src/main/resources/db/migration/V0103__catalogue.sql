-- What operators know better than the built-in catalogue.
create table gpu_model_override (
    name            text primary key check (name <> ''),
    -- found anywhere in the model's text, letters' case ignored
    match           text not null unique check (match <> ''),
    architecture    text,
    memory_bytes    bigint check (memory_bytes > 0),
    tdp_watts       int check (tdp_watts > 0),
    min_power_watts int check (min_power_watts > 0),
    updated_by      text not null,
    updated_at      timestamptz not null default now(),
    version         bigint not null default 1,
    check (min_power_watts <= tdp_watts)
);

create table server_sku_override (
    model      text primary key check (model <> ''),
    gpu_count  int not null check (gpu_count between 0 and 64),
    gpu_model  text,
    updated_by text not null,
    updated_at timestamptz not null default now(),
    version    bigint not null default 1
);
