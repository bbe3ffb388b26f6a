-- Whoever finds a license of a customer who is about to be deleted takes him off, until the deletion itself has begun.

alter table leaving_customer add column deleting_at timestamptz;
comment on column leaving_customer.deleting_at is 'From then on only `customers` can tell whether he stays.';
