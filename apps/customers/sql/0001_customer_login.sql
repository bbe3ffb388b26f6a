-- By what customers are found without their number. Follows from this service's own record and can be rebuilt from it.

create table customer_login (
  customer_id int primary key,
  author_id   int not null,
  email_hash  text,
  registered  boolean,
  merged      boolean
);
comment on table customer_login is 'Keyed hash of the lower-case e-mail address of each customer; empty without one.';
create index customer_login_email on customer_login (author_id, email_hash, customer_id)
  where email_hash <> '' and merged is not true;
