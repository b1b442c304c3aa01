-- Names like gpu-001 without gaps, also when a transaction is rolled back.
create table name_counter (
    kind text primary key,
    last bigint not null default 0
);
insert into name_counter (kind) values ('server'), ('gpu');

create table server (
    id                 uuid primary key,
    name               text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    -- life cycle: written by one place only, with a history row and an event
    state              text not null check (state in ('enrolled', 'verifying', 'manageable', 'inspecting', 'preparing', 'validating',
        'available', 'reserved', 'deploying', 'active', 'deprovisioning', 'cleaning', 'servicing', 'repairing', 'failed',
        'quarantined', 'retired')),
    state_since        timestamptz not null default now(),
    deadline           timestamptz,
    retries            int not null default 0,
    fault_from         text,
    fault_cause        text,
    -- a user's system was written to it and not cleaned away yet
    dirty              boolean not null default false,
    -- how it differs from what is expected; null when it does not, or nothing is expected
    conflict           text,
    maintenance        boolean not null default false,
    maintenance_reason text,
    power_state        text,
    health             text check (health in ('OK', 'Warning', 'Critical')),
    bmc_reachable      boolean,
    project_id         text,
    -- hardware facts, as the BMC tells them; null when it does not
    manufacturer       text,
    model              text,
    serial             text check (serial <> ''),
    hardware_uuid      text,
    sku                text,
    hostname           text,
    bmc_address        text check (bmc_address <> ''),
    bmc_protocol       text,
    bmc_firmware       text,
    bios_version       text,
    cpu_model          text,
    cpu_count          int check (cpu_count >= 0),
    cpu_cores          int check (cpu_cores >= 0),
    memory_bytes       bigint check (memory_bytes >= 0),
    host_address       text,
    dcgm_exporter_url  text,
    node_exporter_url  text,
    findings           text[] not null default '{}',
    -- GPU count of the inspection that qualified it first
    baseline_gpus      int,
    inspected_at       timestamptz,
    -- given by people
    site               text not null default '',
    room               text not null default '',
    rack               text not null default '',
    rack_unit          int not null default 0 check (rack_unit between 0 and 100),
    pdu_feed           text not null default '',
    leaf_switch        text not null default '',
    labels             jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
    version            bigint not null default 1,
    created_at         timestamptz not null default now(),
    updated_at         timestamptz not null default now(),
    check ((state in ('failed', 'quarantined')) <= (fault_cause is not null))
);
create unique index server_name on server (name) where state <> 'retired';
create unique index server_serial on server (serial) where state <> 'retired';
create unique index server_bmc_address on server (bmc_address) where state <> 'retired';
create index server_deadline on server (deadline) where deadline is not null;
create index server_project on server (project_id) where project_id is not null;

create table gpu (
    id                     uuid primary key,
    name                   text not null check (name ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$'),
    -- one server at a time, by construction
    server_id              uuid not null references server (id),
    state                  text not null check (state in ('discovered', 'available', 'reserved', 'allocated', 'draining', 'resetting',
        'faulty', 'rma', 'removed')),
    state_since            timestamptz not null default now(),
    deadline               timestamptz,
    fault_cause            text,
    health                 text check (health in ('OK', 'Warning', 'Critical')),
    maintenance            boolean not null default false,
    -- seen by the last inspection of its server
    present                boolean not null default true,
    allocation_id          text,
    project_id             text,
    -- hardware facts
    idx                    int not null check (idx >= 0),
    slot                   text,
    manufacturer           text,
    model                  text,
    serial                 text check (serial <> ''),
    part_number            text,
    hardware_uuid          text,
    pci_address            text,
    memory_bytes           bigint check (memory_bytes > 0),
    architecture           text,
    tdp_watts              int check (tdp_watts > 0),
    nvlink_domain          text,
    firmware_version       text,
    power_limit_watts      int,
    power_limit_min_watts  int,
    power_limit_max_watts  int,
    memory_clock_mhz       int,
    -- a person told of it, no BMC does
    by_hand                boolean not null default false,
    -- load as telemetry shows it
    busy                   boolean not null default false,
    labels                 jsonb not null default '{}' check (jsonb_typeof(labels) = 'object'),
    version                bigint not null default 1,
    created_at             timestamptz not null default now(),
    updated_at             timestamptz not null default now(),
    check ((state in ('reserved', 'allocated')) <= (allocation_id is not null)),
    check ((state = 'faulty') <= (fault_cause is not null)),
    -- checked at commit: an inspection may find the same GPUs in another order
    constraint gpu_index exclude using btree (server_id with =, idx with =)
        where (present and state <> 'removed') deferrable initially deferred
);
create unique index gpu_name on gpu (name);
-- a serial keeps its row for ever, so that a GPU that moves keeps its history
create unique index gpu_serial on gpu (serial);
create index gpu_server on gpu (server_id, idx);
create index gpu_state on gpu (state);
create index gpu_model on gpu (model);
create index gpu_deadline on gpu (deadline) where deadline is not null;
create index gpu_allocation on gpu (allocation_id) where allocation_id is not null;
create index gpu_project on gpu (project_id) where project_id is not null;

create table nic (
    server_id  uuid not null references server (id) on delete cascade,
    position   int not null,
    name       text,
    mac        text,
    speed_mbps int,
    link       text,
    addresses  text[] not null default '{}',
    primary key (server_id, position)
);

create table drive (
    server_id      uuid not null references server (id) on delete cascade,
    position       int not null,
    name           text,
    model          text,
    serial         text,
    capacity_bytes bigint,
    media_type     text,
    primary key (server_id, position)
);

create table firmware (
    server_id  uuid not null references server (id) on delete cascade,
    position   int not null,
    component  text not null,
    version    text,
    updateable boolean not null,
    primary key (server_id, position)
);

-- Every move of every server and GPU, kept for ever.
create table history (
    id         bigint generated always as identity primary key,
    kind       text not null check (kind in ('server', 'gpu')),
    object_id  uuid not null,
    from_state text not null,
    to_state   text not null,
    cause      text,
    actor      text not null,
    at         timestamptz not null default clock_timestamp(),
    held_ms    bigint not null default 0
);
create index history_object on history (object_id, id);
