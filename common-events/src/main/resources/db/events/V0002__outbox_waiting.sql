-- What JetStream has not acknowledged yet stands apart from the events themselves: a published event costs the deletion of a narrow row, where marking it
-- wrote the whole wide one again.
create table outbox_waiting (
    position bigint primary key
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
insert into outbox_waiting select position from outbox where published_at is null;

drop index outbox_unpublished;
drop index outbox_published;
alter table outbox drop column published_at;
create index outbox_occurred_at on outbox using brin (occurred_at);

create or replace function outbox_add(ids uuid[], types text[], object_ids text[], traceparent text, datas text[]) returns bigint
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
        returning position
    ), waiting as (
        insert into outbox_waiting select position from written returning 1
    )
    select count(*) from waiting, (select pg_notify('outbox', '')) as told
$$;
