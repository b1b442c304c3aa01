-- One row per request that asked for a change, chained by hash: a changed, inserted or removed row breaks the chain from there on.
create table audit (
    position    bigint primary key,
    id          uuid not null unique,
    at          timestamptz not null,
    actor_id    text not null,
    actor_name  text not null,
    roles       text not null,
    method      text not null,
    operation   text not null,
    path        text not null,
    object_ref  text not null,
    request_id  uuid not null,
    address     text not null,
    status      integer not null,
    code        text not null,
    duration_ms bigint not null,
    request     text not null,
    before      text not null,
    after       text not null,
    prev_hash   text not null,
    hash        text not null
);
create index audit_at on audit (at);
create index audit_actor on audit (actor_id, position);
create index audit_operation on audit (operation, position);
create index audit_object on audit (object_ref, position);

create function audit_is_append_only() returns trigger
    language plpgsql as
$$
begin
    raise exception 'the audit is append-only';
end
$$;
create trigger audit_append_only before update or delete on audit
    for each row execute function audit_is_append_only();
create trigger audit_no_truncate before truncate on audit
    for each statement execute function audit_is_append_only();
