-- What this service keeps of the facts of `customers`: whose a customer is, and how an account stands.

create table customer_replica (
  customer_id int primary key,
  author_id   int not null
);
comment on table customer_replica is 'Follows CustomerCreated; a customer never changes accounts.';

create table account_replica (
  author_id int  primary key,
  mode      text not null,
  status    text not null
);
comment on table account_replica is 'Follows the events of author streams.';

-- A serial number is unique in its product; under which other products it exists is asked without one (SL-INFO-46).
create index claim_serial on claim (key) where scope >= 'serial/' and scope < 'serial0';
