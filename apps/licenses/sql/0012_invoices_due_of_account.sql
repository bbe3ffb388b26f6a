-- The daily job of an account looks at the invoices of that account alone, however many others have.

create index invoice_index_held_of_account on invoice_index (author_id, invoice_id) include (hold_until) where status = 'holding';
create index invoice_index_deleted_of_account on invoice_index (author_id, invoice_id) where status = 'deleted';
drop index invoice_index_held;
drop index invoice_index_deleted;
