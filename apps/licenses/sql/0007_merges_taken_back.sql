-- What merges have moved, so that it can go back, and which of two tellings about a customer is the newer one.

create table moved_by_merge (
  from_id int,
  kind    text,
  id      int,
  primary key (from_id, kind, id)
);
create index moved_by_merge_id on moved_by_merge (kind, id);
comment on table moved_by_merge is 'Licenses and invoices that a merge has taken from a customer, once or more; whose they are, only their records say.';

alter table merged_customer
  add column turn int not null default 0,
  alter column into_id drop not null;
comment on table merged_customer is 'Follows CustomerMerged and CustomerMergeReverted; into_id is null for one who stands for himself again.';
comment on column merged_customer.turn is 'Of what was told last; what was told before it is passed over when it comes again.';
