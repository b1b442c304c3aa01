-- This service's own picture of the fleet, built from events alone.
create table asset_server (
    server_id  text primary key,
    name       text,
    state      text,
    rack       text,
    project_id text,
    in_band_at timestamptz,
    sequence   bigint not null default 0
);
create index asset_server_name on asset_server (name);

create table asset_gpu (
    gpu_id        text primary key,
    name          text not null,
    server_id     text not null,
    gpu_index     int not null,
    serial        text,
    rack          text,
    nvlink_domain text,
    state         text not null,
    sequence      bigint not null
);
create index asset_gpu_server on asset_gpu (server_id);
create index asset_gpu_name on asset_gpu (name);

-- Which allocation holds a GPU; apart from asset_gpu, since the two are told by different services in no fixed order.
create table asset_holding (
    gpu_id        text primary key,
    allocation_id text not null,
    project_id    text not null
);
create index asset_holding_allocation on asset_holding (allocation_id);
