-- The record. Rows of `event` are inserted and never changed; everything else in a service can be rebuilt from them.

create table lane (
  id    smallint primary key,
  epoch int not null default 1
);
comment on table lane is 'The right to append to one lane: its row is locked until commit; only a restore updates it (epoch).';
insert into lane (id) select generate_series(0, 15);

create table event (
  recorded_at    timestamptz not null,
  position       bigint      not null,
  version        int         not null,
  lane           smallint    not null,
  schema_version smallint    not null,
  command_id     uuid        not null,
  stream_id      text        collate "C" not null,
  type           text        not null,
  data           json        not null,
  metadata       json        not null,
  primary key (lane, position),
  unique (stream_id, version)
);
create index event_receipt on event (command_id);
comment on index event_receipt is 'A command that is sent again finds what it did the first time.';

create table claim (
  scope      text collate "C" not null,
  key        text collate "C" not null,
  stream_id  text collate "C" not null,
  command_id uuid not null,
  primary key (scope, key)
);
comment on table claim is 'A name that one stream may hold at a time; taken and released in the transaction of the events that say so.';

create table snapshot (
  stream_id     text collate "C" primary key,
  version       int  not null,
  state_version int  not null,
  state         json not null
);
comment on table snapshot is 'State of a long stream, to be folded from there; may be deleted at any time.';

-- Numbers that people see. Taken in blocks, gaps are allowed, never used again.
create sequence author_number   as int start 1;
create sequence product_number  as int start 1001;
create sequence option_number   as int start 2001;
create sequence customer_number as int start 3001;
create sequence license_number  as int start 4001;
