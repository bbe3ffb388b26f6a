-- Movements of balances, taken over from the record when a list of them is asked for; may be emptied at any time. [API-VERB-04]
create table balance_entry (
  id        int         primary key generated always as identity,
  author_id int         not null,
  owner     text        collate "C" not null,
  name      text        collate "C" not null,
  kind      text        collate "C" not null,
  amount    bigint      not null,
  balance   bigint      not null,
  reason    text,
  at        timestamptz not null,
  actor     jsonb       not null
);
create index balance_entry_at on balance_entry (owner, name, at, id);
create index balance_entry_kind on balance_entry (owner, name, kind, at, id);
comment on column balance_entry.owner is 'Stream that it comes from: a ledger or credits of a customer.';
comment on column balance_entry.reason is 'Sealed.';

create table balance_entries_known (
  owner   text  collate "C" primary key,
  version int   not null,
  state   jsonb not null
);
comment on table balance_entries_known is 'How far a stream was taken over, and what its balances were then.';
