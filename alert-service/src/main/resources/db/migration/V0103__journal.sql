-- Every event of the platform. Positions are given under the lock of journal_head, which is held until commit: a reader that saw
-- position n will never see a smaller one appear later.
create table journal (
    position      bigint primary key,
    id            uuid not null unique,
    source        text not null,
    type          text not null,
    name          text not null,
    -- What an outside reporter called it.
    reported_type text,
    subject       text not null,
    occurred_at   timestamptz not null,
    recorded_at   timestamptz not null default clock_timestamp(),
    sequence      bigint not null,
    traceparent   text,
    project_id    text,
    data          text not null
);
create index journal_subject on journal (subject, position);
create index journal_type on journal (type text_pattern_ops, position);
create index journal_name on journal (name text_pattern_ops, position);
create index journal_reported_type on journal (reported_type text_pattern_ops, position) where reported_type is not null;
create index journal_project on journal (project_id, position) where project_id is not null;
create index journal_occurred on journal (occurred_at);

create table journal_head (
    only_row boolean primary key default true check (only_row),
    position bigint not null
);
insert into journal_head (position) values (0);

-- Appends what is not there yet, in the given order; answers the new head.
create function journal_append(ids uuid[], sources text[], types text[], names text[], reported_types text[], subjects text[],
                               times timestamptz[], sequences bigint[], traceparents text[], projects text[], datas text[])
    returns bigint
    language plpgsql as
$$
declare
    head  bigint;
    added bigint;
begin
    select h.position into head from journal_head h for update;
    with input as (
        select * from unnest(ids, sources, types, names, reported_types, subjects, times, sequences, traceparents, projects, datas)
            with ordinality as u (id, source, type, name, reported_type, subject, occurred_at, sequence, traceparent, project_id,
                                  data, place)
    ), fresh as (
        select distinct on (i.id) i.* from input i
        where not exists (select 1 from journal j where j.id = i.id) order by i.id, i.place
    ), written as (
        insert into journal (position, id, source, type, name, reported_type, subject, occurred_at, sequence, traceparent,
                             project_id, data)
        select head + row_number() over (order by f.place), f.id, f.source, f.type, f.name, f.reported_type, f.subject,
               f.occurred_at, f.sequence, f.traceparent,
               -- An alert's project is known here only.
               coalesce(f.project_id, (select a.project_id from alert a
                   where a.id = case when f.type like 'io.palebluedot.alert.%' and f.subject ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                                     then f.subject::uuid end)),
               f.data
        from fresh f
        returning 1
    )
    select count(*) into added from written;
    if added > 0 then
        update journal_head h set position = head + added;
        perform pg_notify('journal', (head + added)::text);
    end if;
    return head + added;
end
$$;
