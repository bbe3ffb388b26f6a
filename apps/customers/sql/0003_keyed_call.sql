-- Calls with an Idempotency-Key. No events: the effect of a call is recorded under command ids that come from its id, and found there.

create table keyed_call (
  id         uuid primary key,
  author_id  int  not null,
  caller     text collate "C" not null,
  key        text collate "C" not null,
  request    text collate "C" not null,
  began_at   timestamptz not null,
  held_until timestamptz not null,
  answer     text,
  unique (author_id, caller, key)
);
comment on table keyed_call is 'caller, key, request: keyed hashes; held_until: nobody else runs it before; answer: sealed, null until there is one.';
create index keyed_call_age on keyed_call (began_at);
