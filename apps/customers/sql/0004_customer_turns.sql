-- Whom retired customers were merged into, and how many merges and deletions of an account have been decided one after the other.

create table customer_turn (
  author_id int primary key,
  last      int not null
);
comment on table customer_turn is 'Follows CustomerMerged and CustomerDeleted.';

alter table customer_login add column merged_into int;
create index customer_login_merged_into on customer_login (merged_into) where merged_into is not null;

-- The index is told again from the beginning, because its rows did not hold this.
truncate customer_login;
delete from consumer_position where consumer = 'customers-logins';
