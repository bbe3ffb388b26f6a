-- What a service remembers of the records that it reads, and of its own record's way to Kafka.

create table consumer_position (
  consumer   text     not null,
  source     text     not null,
  lane       smallint not null,
  epoch      int      not null default 1,
  position   bigint   not null default 0,
  cursor     text,
  updated_at timestamptz not null default now(),
  primary key (consumer, source, lane)
) with (fillfactor = 50);
comment on table consumer_position is 'The last event that a consumer has taken, moved in the transaction that holds what it made of it.';
comment on column consumer_position.cursor is 'Place of that event in the words of the adapter: Kafka offset or lane position. Null: found by position.';

create table parked_event (
  consumer  text     not null,
  source    text     not null,
  lane      smallint not null,
  epoch     int      not null,
  position  bigint   not null,
  stream_id text     not null,
  type      text     not null,
  event     json     not null,
  reason    text     not null,
  parked_at timestamptz not null default now(),
  primary key (consumer, source, lane, epoch, position)
);
comment on table parked_event is 'Events that a read model could not take and went past, with the reason.';

create table relay_checkpoint (
  lane     smallint primary key,
  epoch    int    not null default 1,
  position bigint not null default 0
) with (fillfactor = 50);
comment on table relay_checkpoint is 'The last event of each lane that all replicas of the topics have acknowledged.';
insert into relay_checkpoint (lane) select generate_series(0, 15);
