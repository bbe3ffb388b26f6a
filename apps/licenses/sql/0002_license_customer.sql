-- Which licenses a customer has, from this service's own record; and whom a retired customer was merged into, as `customers` tells.

create table license_customer (
  license_id  int primary key,
  customer_id int not null
);
create index license_customer_customer on license_customer (customer_id, license_id);

create table merged_customer (
  customer_id int primary key,
  into_id     int not null
);
comment on table merged_customer is 'Follows CustomerMerged; a retired customer never comes back.';
