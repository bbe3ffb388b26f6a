-- Invoices of test licenses, which are all that a test key is told of.

CREATE INDEX invoice_test ON invoice (author_id, is_test, created_at, invoice_id) WHERE whole;
