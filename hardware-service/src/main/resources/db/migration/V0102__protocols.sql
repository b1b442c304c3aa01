-- Where the further protocols of a BMC listen, by protocol; the first one is at the address itself.
alter table server add column ports jsonb not null default '{}';
-- Where a discovery looks for protocols that are not at their usual ports.
alter table discovery add column ports jsonb not null default '{}';
