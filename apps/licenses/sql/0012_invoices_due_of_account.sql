-- The daily job of an account looks at the invoices of that account alone, however many others have. Pods of the version before look at those of
-- all accounts: their indexes stay for one release.

create index invoice_index_held_of_account on invoice_index (author_id, invoice_id) include (hold_until) where status = 'holding';
create index invoice_index_deleted_of_account on invoice_index (author_id, invoice_id) where status = 'deleted';
