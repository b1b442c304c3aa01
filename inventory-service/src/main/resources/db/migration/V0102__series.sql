-- Names of metrics, given a number once.
create table metric (
    id   smallint generated always as identity primary key,
    name text not null unique check (name ~ '^[a-z][a-z0-9_]{0,79}$')
);

-- One row per object, source and poll; values[i] is the value of metrics[i]. Daily partitions are made and dropped by the service.
create table sample (
    object_id uuid not null,
    source    text not null,
    at        timestamptz not null,
    metrics   smallint[] not null,
    "values"  double precision[] not null,
    primary key (object_id, source, at),
    check (cardinality(metrics) = cardinality("values"))
) partition by range (at);

-- Makes the partition of a UTC day; harmless when it exists.
create function sample_partition(day date) returns void language plpgsql as
$$
begin
    perform pg_advisory_xact_lock(hashtext('sample_partition'));
    execute format('create table if not exists %I partition of sample for values from (%L) to (%L)',
        'sample_' || to_char(day, 'YYYYMMDD'), day::timestamp at time zone 'UTC', (day + 1)::timestamp at time zone 'UTC');
end
$$;

-- Drops the partitions of days before the given one; answers how many.
create function sample_drop_before(day date) returns int language plpgsql as
$$
declare
    partition text;
    dropped   int := 0;
begin
    for partition in
        select c.relname from pg_inherits i join pg_class c on c.oid = i.inhrelid
        where i.inhparent = 'sample'::regclass and c.relname < 'sample_' || to_char(day, 'YYYYMMDD')
    loop
        execute format('drop table %I', partition);
        dropped := dropped + 1;
    end loop;
    return dropped;
end
$$;

-- Lines that the time series database refuses for good, with its reason.
create table series_dead_letter (
    id     bigint generated always as identity primary key,
    at     timestamptz not null default now(),
    line   text not null,
    reason text not null
);
