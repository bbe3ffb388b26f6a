-- Facts of other services, as told by their events. Read-only for decisions. [design 4]
create table shared_fact (
  kind      text  not null,
  id        text  not null,
  author_id int   not null,
  fact      jsonb not null,
  primary key (kind, id)
);
comment on table shared_fact is 'Products, options, key sets and accounts, which every pod loads into memory, and customers, which are read when a rule asks.';
