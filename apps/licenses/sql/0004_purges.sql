-- What jobs look for, what they have deleted for good, and the customers that go with it. Follows from this service's own record.

create table license_to_purge (
  license_id int     primary key,
  author_id  int     not null,
  purging    boolean not null,
  is_test    boolean not null
);
comment on table license_to_purge is 'Licenses in status Delete, and test licenses; no others. The decision itself is made on the license.';
create index license_to_purge_purging on license_to_purge (author_id, license_id) where purging;
create index license_to_purge_test on license_to_purge (author_id, license_id) where is_test;

create table purged_license (
  license_id  int     primary key,
  uuid        uuid    not null,
  customer_id int,
  is_test     boolean not null,
  job_id      uuid    not null
);
create index purged_license_job on purged_license (job_id, license_id);
create index purged_license_customer on purged_license (customer_id) where not is_test;

create table leaving_customer (
  customer_id int  primary key,
  job_id      uuid not null
);
comment on table leaving_customer is 'Customers that a job deletes: no license is added to them any more. Those that turn out to have one are taken off.';
create index leaving_customer_job on leaving_customer (job_id, customer_id);

-- When monthly purges are due. The replica is told again from the beginning, because its rows did not hold this.
alter table account_replica
  add column created_at         timestamptz,
  add column shared_url         boolean not null default false,
  add column monthly_purge      boolean not null default false,
  add column monthly_purge_zone text    not null default 'UTC',
  add column purge_changed_at   timestamptz;
comment on column account_replica.purge_changed_at is 'When whether or where the purge is due was last changed: a month that had begun before has no run.';
delete from consumer_position where consumer = 'licenses.customers';
