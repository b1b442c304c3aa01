-- Parts of servers as a thorough reading tells them; a kind is replaced as a whole whenever it is told.
create table server_component (
    server_id        uuid not null references server (id) on delete cascade,
    kind             text not null,
    position         int not null,
    part_id          text not null,
    slot             text,
    parent           text,
    manufacturer     text,
    model            text,
    part_number      text,
    serial           text,
    firmware_version text,
    capacity_bytes   bigint,
    speed_mhz        int,
    speed_gbps       float8,
    lanes            int,
    protocol         text,
    link             text,
    state            text,
    health           text check (health in ('OK', 'Warning', 'Critical')),
    observed_at      timestamptz not null default now(),
    primary key (server_id, kind, position)
);
create index server_component_unwell on server_component (server_id) where health in ('Warning', 'Critical');

-- When a thorough reading was last asked for.
alter table server add column parts_asked_at timestamptz;
