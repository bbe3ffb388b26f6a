-- Customers are found by the names that their author has given them.

ALTER TABLE customer ADD COLUMN external_id text COLLATE "C";
CREATE INDEX customer_external_id ON customer (author_id, external_id, customer_id) WHERE merged_into IS NULL;
