-- Network switches, what they told last, and which server hangs on which port.
create table switch (
    id               uuid primary key,
    name             text not null unique,
    address          text not null unique,
    username         text not null,
    key_id           text not null,
    secret           bytea not null,
    hostname         text,
    manufacturer     text,
    model            text,
    serial           text,
    software_version text,
    boot_time        timestamptz,
    reachable        boolean,
    cause_code       text,
    cause            text,
    gaps             text[] not null default '{}',
    seen_at          timestamptz,
    poll_owner       text,
    poll_until       timestamptz not null default '-infinity',
    created_at       timestamptz not null default now()
);
create index switch_poll on switch (poll_until);

create table switch_interface (
    switch_id    uuid not null references switch on delete cascade,
    name         text not null,
    enabled      boolean,
    admin_status text,
    oper_status  text,
    speed        bigint,
    mtu          integer,
    description  text,
    mac          text,
    access_vlan  integer,
    transceiver  text,
    counters     jsonb not null default '{}',
    seen_at      timestamptz not null,
    primary key (switch_id, name)
);

create table switch_optic (
    switch_id           uuid not null references switch on delete cascade,
    name                text not null,
    present             boolean,
    vendor              text,
    part_number         text,
    serial              text,
    temperature_celsius double precision,
    lanes               jsonb not null default '[]',
    primary key (switch_id, name)
);

create table switch_neighbour (
    switch_id        uuid not null references switch on delete cascade,
    place            integer not null,
    port             text not null,
    chassis_id       text,
    port_id          text,
    port_description text,
    system_name      text,
    seen_at          timestamptz not null,
    primary key (switch_id, place)
);

-- Ports of servers as their BMCs tell them; mac in lower case with colons.
alter table server add column hostname text;
create index server_hostname on server (lower(split_part(hostname, '.', 1)));
create table server_nic (
    server_id uuid not null references server on delete cascade,
    place     integer not null,
    name      text,
    mac       text,
    primary key (server_id, place)
);
create index server_nic_mac on server_nic (mac);

create table server_link (
    switch_id   uuid not null references switch on delete cascade,
    port        text not null,
    server_id   uuid not null references server on delete cascade,
    nic         text,
    mac         text,
    evidence    text not null,
    oper_status text,
    since       timestamptz not null default now(),
    primary key (switch_id, port, server_id)
);
create index server_link_server on server_link (server_id);
create index server_link_mac on server_link (mac);

-- What only one operation may run on at once: a server, or a switch.
alter table operation add column lane uuid generated always as (coalesce(server_id, (parameters ->> 'switch_id')::uuid)) stored;
drop index operation_one_running;
drop index operation_open;
create unique index operation_one_running on operation (lane) where state = 'running' and lane is not null;
create index operation_open on operation (lane, created_at, id) where state in ('queued', 'running');
