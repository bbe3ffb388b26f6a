-- Which customers licenses may name as their distributor.

alter table customer_replica add column is_distributor boolean not null default false;
comment on table customer_replica is 'Follows CustomerCreated, CustomerUpdated and CustomerDeleted; a customer never changes accounts.';
