-- Licenses about which nothing is decided, because a fact of their owner could not be taken over. [design 4]
create table stale_license (
  license_id    int         primary key,
  lane          smallint    not null,
  epoch         int         not null,
  position      bigint      not null,
  last_epoch    int         not null,
  last_position bigint      not null,
  reason        text        not null,
  since         timestamptz not null default now()
);
comment on table stale_license is 'One row per license until it is mended; written in the transaction that moves the position of the policy behind the event.';
comment on column stale_license.position is 'Place of the first event that was not taken over, with lane and epoch.';
comment on column stale_license.last_position is 'Place of the last one, with last_epoch: mending takes over at least everything up to it.';
