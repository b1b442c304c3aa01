-- Events leave in the transaction that caused them; the relay publishes and marks them, and keeps them for a while so that a
-- lost stream can be filled again.
create table outbox (
    position     bigint generated always as identity primary key,
    id           uuid not null,
    type         text not null,
    object_id    text not null,
    sequence     bigint not null,
    occurred_at  timestamptz not null default clock_timestamp(),
    traceparent  text,
    data         text not null,
    published_at timestamptz
);
create index outbox_unpublished on outbox (position) where published_at is null;
create index outbox_published on outbox using brin (published_at);

-- Last sequence per object; its row lock also orders the transactions that tell of one object.
create table outbox_sequence (
    object_id text primary key,
    last      bigint not null
);

-- Which stream the published rows went to: another creation time means that the stream was lost.
create table outbox_stream (
    stream     text primary key,
    created_at text not null
);

create table inbox (
    consumer   text not null,
    event_id   uuid not null,
    handled_at timestamptz not null default now(),
    primary key (consumer, event_id)
);
create index inbox_handled_at on inbox using brin (handled_at);

create function outbox_add(ids uuid[], types text[], object_ids text[], traceparent text, datas text[]) returns bigint
    language sql as
$$
    with input as (
        select * from unnest(ids, types, object_ids, datas) with ordinality as u (id, type, object_id, data, place)
    ), counted as (
        select object_id, count(*) as n from input group by object_id order by object_id
    ), numbered as (
        insert into outbox_sequence as s (object_id, last)
        select object_id, n from counted
        on conflict (object_id) do update set last = s.last + excluded.last
        returning s.object_id, s.last
    ), written as (
        insert into outbox (id, type, object_id, sequence, traceparent, data)
        select i.id, i.type, i.object_id,
               s.last - c.n + row_number() over (partition by i.object_id order by i.place),
               outbox_add.traceparent, i.data
        from input i join counted c using (object_id) join numbered s using (object_id)
        order by i.place
        returning 1
    )
    select count(*) from written, (select pg_notify('outbox', '')) as told
$$;
