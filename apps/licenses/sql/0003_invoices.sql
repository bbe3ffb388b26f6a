-- Which invoices somebody has to look at: those of a customer, those on hold, those that are deleted. Follows this service's own record.

create table invoice_index (
  invoice_id  int  primary key,
  author_id   int  not null,
  customer_id int,
  status      text not null,
  hold_until  timestamptz
);
create index invoice_index_customer on invoice_index (customer_id, invoice_id);
create index invoice_index_held on invoice_index (invoice_id) include (author_id, hold_until) where status = 'holding';
create index invoice_index_deleted on invoice_index (invoice_id) include (author_id) where status = 'deleted';
